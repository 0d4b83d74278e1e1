"""Names of months in the languages that news is written in, and of time zones. Tables only."""

_MONTH_NAMES = """
jan january januar janvier enero janeiro gennaio januari ocak janvāris styczeń stycznia январь января янв січень січня ene gen يناير جانفي ژانویه leden ledna 1月 tammikuuta tammikuu január Ιανουαρίου Ιαν ιανουαριου ianuarie ian януари јануари јануар јануара januara januarja siječanj siječnja januára sty janúar jaanuar janvāra sausio gener xaneiro jän jänner oca yanvar қаңтар студзеня січ janar ינואר בינואר كانون_الثاني جنوری जनवरी जन जानेवारी জানুয়ারি জানুয়ারী ஜனவரி జనవరి มกราคม ม.ค იანვარი հունվարի janv jaan tammi
feb february februar février fevrier fév fevr févr febrero fevereiro febbraio februari şubat luty lutego февраль февраля фев лютий лютого fev شباط فبراير únor února helmikuuta helmikuu február febr Φεβρουαρίου Φεβ φεβρουαριου februarie февруари фебруар фебруара februara februarja veljača veljače februára lut febrúar veebruar februāra februāris vasario febrer febreiro feber şub subat fevral ақпан лютага лют февр shkurt פברואר בפברואר فيفري فوریه فروری फरवरी फ़रवरी फेब्रुवारी ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி ఫిబ్రవరి กุมภาพันธ์ ก.พ pebrero თებერვალი փետրվարի helmi
mar march märz maerz mrz mars marzo março marco maart maret mart marzec marca март марта мар березень березня mac آذار مارس březen března mrt maaliskuuta maaliskuu március márc Μαρτίου Μαρ μαρτιου martie marta marec ožujak ožujka marts märts kovo març наурыз сакавіка бер מרץ במרץ מרס במרס مارچ मार्च মার্চ மார்ச் మార్చి มีนาคม มี.ค machi marso მარტი մարտի maalis
apr april avril abril aprile nisan kwiecień kwietnia апрель апреля апр квітень квітня avr abr نيسان أبريل ابريل duben dubna huhtikuuta huhtikuu április ápr Απριλίου Απρ απριλιου aprilie април априла aprila travanj travnja apríl apríla kwi aprill aprīļa aprīlis balandžio nis aprel сәуір красавіка квіт prill אפריל באפריל أفريل إبريل آوریل اپریل अप्रैल एप्रिल এপ্রিল ஏப்ரல் ఏప్రిల్ เมษายน เม.ย aprili აპრილი ապրիլի huhti
may mai mayo maio maggio mei mayıs maj maja май мая травень травня mag أيار ايار مايو květen května toukokuuta toukokuu május máj Μαΐου Μαΐ μαιου мај маја svibanj svibnja mája maí maija maijs gegužės maig mayis мамыр траўня трав מאי במאי ماي مه می مئی मई मे মে மே మే พฤษภาคม พ.ค მაისი մայիսի touko
jun june juni juin junio junho giugno haziran czerwiec czerwca июнь июня июн червень червня giu حزيران يونيو červen června kesäkuuta kesäkuu június jún Ιουνίου Ιουν ιουνιου iunie iun юни јуни јун јуна juna junija junij lipanj lipnja júna cze júní juuni jūnija jūnijs birželio juny xuño haz iyun маусым чэрвеня черв qershor יוני ביוני جوان ژوئن جون जून জুন ஜூன் జూన్ มิถุนายน มิ.ย hunyo ივნისი հունիսի kesä
jul july juli juillet julio julho luglio temmuz lipiec lipca июль июля июл липень липня juil lug تموز يوليو červenec července heinäkuuta heinäkuu július júl Ιουλίου Ιουλ ιουλιου iulie iul юли јули јул јула jula julija julij srpanj srpnja júla júlí juuli jūlija jūlijs liepos juliol xullo tem iyul шілде ліпеня лип korrik יולי ביולי جويلية يوليوز ژوئیه جولای جولائی जुलाई जुलै জুলাই ஜூலை జులై กรกฎาคม ก.ค julai hulyo ივლისი հուլիսի heinä
aug august août aout agosto augustus agustus ağustos sierpień sierpnia август августа авг серпень серпня ago agu آب أغسطس اغسطس srpen srpna elokuuta elokuu augusztus Αυγούστου Αυγ αυγουστου avgust avgusta kolovoz kolovoza augusta sie ágúst augusts rugpjūčio agost ağu agustos avqust тамыз жніўня серп gusht אוגוסט באוגוסט أوت غشت اوت آگوست اگست अगस्त ऑगस्ट আগস্ট আগষ্ট ஆகஸ்ட் ఆగస్టు สิงหาคม ส.ค ogos agt agosti აგვისტო օգոստոսի elo
sep sept september septembre septiembre setembro settembre eylül wrzesień września сентябрь сентября сен сент вересень вересня set أيلول ايلول سبتمبر září syyskuuta syyskuu szeptember szept Σεπτεμβρίου Σεπ σεπτεμβριου septembrie септември септембар септембра septembar septembra rujan rujna wrz septembris rugsėjo setembre setiembre eyl eylul sentyabr sentabr қыркүйек верасня вер shtator ספטמבר בספטמבר شتنبر سپتامبر ستمبر सितंबर सितम्बर सप्टेंबर সেপ্টেম্বর செப்டம்பர் సెప్టెంబర్ กันยายน ก.ย septemba setyembre სექტემბერი սեպտեմբերի syys
oct october oktober okt octobre octubre outubro ottobre ekim październik października октябрь октября окт жовтень жовтня out ott أكتوبر اكتوبر říjen října lokakuuta lokakuu október Οκτωβρίου Οκτ οκτωβριου octombrie октомври октобар октобра oktobar oktobra októbra paź oktoober oktobris spalio eki oktyabr oktabr қазан кастрычніка жовт tetor אוקטובר באוקטובר تشرين_الأول اکتبر اکتوبر अक्टूबर अक्तूबर ऑक्टोबर অক্টোবর அக்டோபர் అక్టోబర్ ตุลาคม ต.ค oktoba oktubre ოქტომბერი հոկտեմբերի loka
nov november novembre noviembre novembro kasım listopad listopada ноябрь ноября ноя листопада نوفمبر listopadu marraskuuta marraskuu Νοεμβρίου Νοε νοεμβριου noiembrie noi ноември новембар новембра novembar novembra studeni studenoga studenog lis nóvember novembris lapkričio kas kasim noyabr қараша лістапада лист нояб nëntor נובמבר בנובמבר تشرين_الثاني نونبر نوامبر نومبر नवंबर नवम्बर नोव्हेंबर নভেম্বর நவம்பர் నవంబర్ พฤศจิกายน พ.ย novemba nobyembre ნოემბერი նոյեմբերի marras
dec december dezember dez décembre decembre déc diciembre dezembro dicembre desember aralık grudzień grudnia декабрь декабря дек грудень грудня dic des ديسمبر prosinec prosince joulukuuta joulukuu Δεκεμβρίου Δεκ δεκεμβριου decembrie декември децембар децембра decembar decembra prosinac prosinca gru detsember decembris gruodžio desembre decembro ara aralik dekabr желтоқсан снежня груд dhjetor דצמבר בדצמבר كانون_الأول دجنبر دسامبر دسمبر दिसंबर दिसम्बर डिसेंबर ডিসেম্বর டிசம்பர் డిసెంబర్ ธันวาคม ธ.ค disember desemba disyembre დეკემბერი դեկտեմբերի joulu
"""  # noqa: E501

MONTHS: dict[str, int] = {
    name.casefold(): number for number, line in enumerate(_MONTH_NAMES.split("\n")[1:13], 1) for name in line.split()
}
"""Casefolded name → month, 1 to 12."""

# RFC 822 gives EST … PDT; the others are in use in one place only. Minutes east of UTC.
ZONES: dict[str, int] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600, "NDT": -150,
    "BRT": -180, "ART": -180, "CLT": -240, "COT": -300, "PET": -300, "VET": -240,
    "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "TRT": 180,
    "SAST": 120, "CAT": 120, "EAT": 180, "WAT": 60, "IDT": 180, "IRST": 210, "AFT": 270, "PKT": 300, "NPT": 345,
    "WIB": 420, "WITA": 480, "WIT": 540, "ICT": 420, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "AWST": 480,
    "JST": 540, "KST": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip

AMBIGUOUS_ZONES = frozenset({"IST", "BST", "AST", "ADT", "GST", "SST", "AMT", "WST", "ECT", "MMT", "BT", "NST"})
"""In use in more than one place: India, Israel and Ireland; Britain and Bangladesh; the Atlantic and Arabia…"""
