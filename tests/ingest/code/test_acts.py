"""Acts of states, crowds and forces by the verb that tells them: one record of the right type and mode, and no other."""

import pytest

from tests.ingest.code.reading import read

_TOLD = [
    ("France closed its border with Italy on Monday.", "COERCE", "restrict"),
    ("The Netherlands expelled nine Russian diplomats on Monday.", "SANCTION", "expel"),
    ("Egypt and Sudan agreed on Monday to exchange 40 prisoners.", "AGREE", None),
    ("The sultan of Oman pardoned 90 prisoners on Monday.", "CONCEDE", "pardon"),
    ("The prime minister of Fiji resigned on Monday.", "CONCEDE", None),
    ("The parliament of Ghana ratified the treaty on Monday.", "AGREE", None),
    ("The foreign ministers of Peru and Chile met in Lima on Monday.", "CONSULT", None),
    ("The chancellor of Austria flew to Cairo on Monday for talks with the president.", "CONSULT", "visit"),
    ("Kenya and Uganda began naval exercises off Mombasa on Monday.", "COOPERATE", "joint"),
    ("Germany threatened sanctions against Belarus on Monday.", "THREATEN", None),
    ("Algeria sent 900 soldiers to its border with Mali on Monday.", "MOBILIZE", "troops"),
    ("Italy sent two frigates to the Red Sea on Monday.", "MOBILIZE", "weapons"),
    ("Togo withdrew from the alliance on Monday.", "SANCTION", "withdraw"),
    ("Zambia shut down two radio stations on Monday.", "COERCE", "censor"),
    ("Detectives searched the offices of a newspaper in Quito on Monday.", "COERCE", "search"),
    ("Robbers stole a truck in Tema on Monday.", "COERCE", "rob"),
    ("The police stopped the marchers in Tema on Monday.", "ASSAULT", "crowd-control"),
    ("The army intercepted a drone launched from Yemen on Monday.", "COERCE", "disarm"),
    ("A rocket fired from Gaza was intercepted over Sderot on Monday.", "COERCE", "disarm"),
    ("Helicopters attacked a village near Kale on Monday.", "ASSAULT", "heavy-weapons"),
    ("Oman said its planes had struck a camp near Salalah on Monday.", "ASSAULT", "heavy-weapons"),
    ("On 9 May 2022, an explosion killed five people in Kano.", "ASSAULT", "explosives"),
    ("Two bomblets exploded near Kale on Monday.", "ASSAULT", "explosives"),
    ("Pirates captured seven fishermen off Lagos on Monday.", "ASSAULT", "abduct"),
    ("Soldiers abandoned their base in Dori on Monday.", "RETREAT", "withdraw"),
    ("The rebels wrested two villages near Kale from the army on Monday.", "COERCE", "seize"),
    ("Two militias clashed for control of a hill near Kale on Monday.", "ASSAULT", "firearms"),
    ("The man detonated his car at a checkpoint in Homs on Monday.", "ASSAULT", "suicide-attack"),
    ("Gunmen took four miners from a camp near Kale on Monday.", "ASSAULT", "abduct"),
    ("Bandits stopped a bus near Kale and left with two passengers on Monday.", "ASSAULT", "abduct"),
    ("Two brigades were redeployed from Homs on Monday.", "MOBILIZE", "troops"),
    ("Peacekeepers turned over their camp in Kale to the army on Monday.", "RETREAT", "withdraw"),
    ("Troops drove M23 out of Kale on Monday.", "COERCE", "seize"),
    ("The army took back the town of Kale on Monday.", "COERCE", "seize"),
    ("Police cut short a march in Havana on Monday.", "ASSAULT", "crowd-control"),
    ("Sappers detonated a device found near Kale on Monday.", "COERCE", "disarm"),
    ("A convoy drove over a landmine near Kale on Monday.", "ASSAULT", "explosives"),
    ("Bandits blocked a road near Kale on Monday and marched four miners into the bush.", "ASSAULT", "abduct"),
    ("Shopkeepers in Kale downed their shutters on Monday.", "PROTEST", "strike"),
    ("Police removed squatters from a farm near Kale on Monday.", "ASSAULT", "crowd-control"),
    ("Drivers in Lima went on a 24-hour strike on Monday.", "PROTEST", "strike"),
    ("Villagers blocked the gates of a chemical plant in Kale on Monday.", "PROTEST", "obstruct"),
    ("A reporter was picked up by unknown men in Kale on Monday.", "ASSAULT", "abduct"),
    ("Fighters led two brothers away from a farm near Kale on Monday.", "ASSAULT", "abduct"),
    ("Twelve students were taken into preventive custody in Kale on Monday.", "COERCE", "arrest"),
]


@pytest.mark.parametrize(("text", "event_type", "mode"), _TOLD)
def test_an_act_is_told_once_with_its_type_and_mode(text: str, event_type: str, mode: str | None) -> None:
    assert [(e.event_type, e.event_mode) for e in read(text, "2022-05-26")] == [(event_type, mode)]


@pytest.mark.parametrize(
    "text",
    [
        "France beat Italy in Rome on Saturday.",
        "The coach resigned on Monday after five defeats.",
        "Early, the shops closed on Monday.",
        "The thief stole the show on Monday.",
        "The Kings slaughtered the Hawks by 40 points in Kale on Monday.",
        "A hitman kills five people in Kale in the opening scene of the series that starts on Monday.",
        "The striker shot twice at goal in Kale on Monday, and the keeper was beaten.",
        "The band blew up the charts in Kale on Monday.",
        "The company went on to strike a deal in Lima on Monday.",
    ],
)
def test_what_nobody_in_politics_does_is_no_act(text: str) -> None:
    assert not read(text, "2022-05-26")


@pytest.mark.parametrize(
    ("text", "sub_event"),
    [
        ("Gunmen killed a retired teacher and an off-duty officer in Celaya on Monday.", "Attack"),
        ("Three fighters were killed when a UAV hit a car near Manbij on Monday.", "Air/drone strike"),
        ("Jewish settlers attacked a farmer with stones near Huwara on Monday.", "Mob violence"),
        ("Planes dropped a chemical agent on Kafr Zita on Monday, killing two people.", "Chemical weapon"),
        ("The mutilated remains of two men were found in Celaya on Monday.", "Attack"),
        ("A gunfight between soldiers and rebels broke out in Jolo on Monday.", "Armed clash"),
        ("Residents beat a suspected thief to death in Gulu on Monday.", "Mob violence"),
        ("Gunmen shot at two workers outside a gold mine in Mara on Monday.", "Attack"),
        (
            "Troops struck Lyman with cluster munitions from Grad launchers on Monday.",
            "Shelling/artillery/missile attack",
        ),
        ("The MQ-9 dropped two bombs on fighters near Ansongo on Monday.", "Air/drone strike"),
        ("Villagers attacked a family accused of witchcraft near Kale on Monday.", "Mob violence"),
        ("Dinka and Nuer militias clashed near Malakal on Monday, killing five people.", "Armed clash"),
        ("Israeli jets destroyed a flat in Rafah on Monday, killing two Hamas commanders.", "Air/drone strike"),
        ("A helicopter strafed a crowd near Kale on Monday, killing seven people.", "Air/drone strike"),
        ("Striking workers set fire to a bus in Kale on Monday.", "Violent demonstration"),
        ("Two groups clashed over loud music in Kale on Monday.", "Mob violence"),
        ("Police fired at striking miners in Kale on Monday, killing two.", "Excessive force against protesters"),
        ("Fighters fired small arms and grenade launchers at soldiers near Kale on Monday.", "Armed clash"),
        ("A mob burned a suspected gang member alive in Kale on Monday.", "Mob violence"),
        ("Villagers beat back an assault by jihadists on Tangha on Monday.", "Armed clash"),
    ],
)
def test_a_deed_comes_under_acleds_sub_event(text: str, sub_event: str) -> None:
    assert [e.acled_sub_event for e in read(text, "2022-05-26")] == [sub_event]
