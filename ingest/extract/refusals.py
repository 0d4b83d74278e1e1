"""Pages that are no article though they answered 200: not found, paywall, consent, bot challenge. Each sign counts only
on a page with little text, so that a genuine article about paywalls or robots is never refused."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ingest.extract.head import Head
from ingest.extract.linked import Linked
from ingest.model import Page, Refused
from ingest.text import fold

LITTLE = 120  # words; no sign counts on a page with more
STUB = 150  # words of an article that the outlet itself declares not free

_NOT_FOUND = re.compile(
    r"^\W*(?:http\s*)?(?:error|fehler|erreur)?\W*404(?:\W*$|\W+(?:error|not found|page|seite|file|no encontrad|introuvable|\W*[|–-]))"
    r"|\b(?:page|article|story|content|file)\s+(?:(?:was|is|could|can)\s?(?:not|no longer)|cannot be|not)\s*(?:be\s+)?(?:found|available|exist)"
    r"|\bpage (?:doesn.t|does not|no longer) exist|\boops\b.{0,40}\b(?:404|not found|can.t find)|can.t find (?:that|the|this) page"
    r"|seite (?:wurde )?(?:leider )?nicht (?:gefunden|vorhanden|verfügbar)|page (?:est )?introuvable|page non trouvée|n.existe (?:plus|pas)"
    r"|p[áa]gina (?:no|não) (?:encontrada|existe|disponible)|pagina non trovata|pagina niet gevonden|sidan (?:kunde inte hittas|finns inte)"
    r"|siden (?:blev |ble )?ikke fun(?:d|n)et|sivua ei löy|nie znaleziono strony|strona nie istnieje|stránka nen[ií]|oldal nem található"
    r"|страниц[аы] не (?:найдена|существует)|сторінк[аи] не (?:знайдена|існує)|sayfa bulunamadı|aradığınız sayfa|halaman tidak ditemukan"
    r"|الصفحة (?:غير موجودة|المطلوبة غير|التي تبحث)|لم يتم العثور على الصفحة|صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد|הדף לא נמצא"
    r"|页面不存在|找不到(?:该|页|頁)|頁面不存在|ページが(?:見つかりません|存在しません)|페이지를 찾을 수 없",
)
_CHALLENGE_TITLE = re.compile(
    r"^(?:just a moment|attention required|please wait|one moment|checking your browser|ddos-guard|access (?:to this page has been )?denied"
    r"|pardon our interruption|are you (?:a )?(?:robot|human)|security check|robot check|human verification|verify you are human"
    r"|un momento|einen moment|un instant|bir dakika|ein(?:en)? augenblick|request blocked|403 forbidden|you have been blocked)",
)
_CHALLENGE_MARK = re.compile(
    r"cf_chl_opt|cf-challenge|cf-turnstile|_incapsula_resource|px-captcha|captcha-delivery\.com|geo\.captcha|awswafcookiedomainlist"
    r"|g-recaptcha|h-captcha|/_sec/cp_challenge|distil_r_captcha|ddos-guard|sucuri_cloudproxy|enable javascript and cookies to continue",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"before you continue|bevor sie (?:fortfahren|zu)|avant (?:d.accéder|de continuer)|antes de continuar|prima di continuare"
    r"|cookie (?:consent|wall|settings|preferences)|privacy (?:settings|gate|wall|preferences)|your (?:privacy|data) (?:choices|is important)"
    r"|datenschutz(?:einstellungen)?|zustimmung|consent (?:required|management)|we value your privacy|cookies? (?:akzeptieren|zustimmen)",
)
_CONSENT_HOST = re.compile(r"^(?:consent|cmp|privacy|cookies?|guce|myprivacy)\.")
_CONSENT_TEXT = re.compile(
    r"(?:accept|agree|consent|zustimm|akzeptier|accepte|acept|accett)\w*.{0,200}\b(?:cookies?|tracking|partners?|partner|personal data|werbung)"
    r"|\bcookies?\b.{0,200}(?:accept|agree|consent|zustimm|akzeptier|accepte|acept|accett)",
    re.DOTALL,
)
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep|unlock|get)|subscri(?:be|ption) (?:is )?required|for subscribers only|subscriber[- ]only|exclusively for subscribers"
    r"|(?:continue|keep) reading (?:this article )?(?:with|by|for)|already (?:a|have a|an?) (?:subscriber|subscription|member)|to (?:continue|keep) reading"
    r"|(?:become|register|sign up|log ?in|sign in) (?:a (?:member|subscriber) )?(?:now )?to (?:continue|read|keep|unlock)|this (?:article|content|story) is (?:only )?(?:for|available to|reserved for) (?:our )?(?:subscribers|members)"
    r"|jetzt weiterlesen|weiterlesen mit|nur für abonnenten|exklusiv für abonnenten|mit .{0,20}abo .{0,20}lesen|artikel freischalten|bereits abonnent"
    r"|réservé (?:aux|à nos) abonnés|abonnez-vous pour|déjà abonné|il vous reste .{0,20} à lire|la suite est réservée"
    r"|solo para suscriptores|contenido exclusivo para suscriptores|suscríbete para (?:seguir|continuar|leer)|ya (?:eres|soy) suscriptor"
    r"|exclusivo para assinantes|conteúdo (?:exclusivo )?para assinantes|já é assinante|assine para|riservato agli abbonati|abbonati per (?:leggere|continuare)|sei già abbonato"
    r"|alleen voor abonnees|log in om verder te lezen|только для подписчиков|оформите подписку|abonelere özel|للمشتركين فقط|会員限定|この記事は有料"
)


def refusal(page: Page, tree: HtmlElement, linked: Linked, head: Head, text: str, word_count: int) -> Refused | None:
    """Why this page is no article; None where it is one."""
    if word_count <= LITTLE:
        found = (
            _gone_home(page) or _challenge(tree, linked, head) or _not_found(tree, head) or _consent(page, head, text)
        )
        if found:
            return found
    if stub := _paywall(tree, linked, text, word_count):
        return stub
    return None if word_count else Refused(reason="empty_text", detail="no text was found on the page")


def _gone_home(page: Page) -> Refused | None:
    asked = urlsplit(page.entry.url).path if page.entry else "/"
    if asked.strip("/") and urlsplit(page.url).path in ("", "/") and not urlsplit(page.url).query:
        return Refused(reason="soft_404", detail="the address leads to the home page")
    return None


def _challenge(tree: HtmlElement, linked: Linked, head: Head) -> Refused | None:
    title = fold(head.title or "")
    if _CHALLENGE_TITLE.match(title):
        return Refused(reason="bot_challenge", detail=f"title {title[:100]!r}")
    if linked.is_article or head.first("og:type") == "article":
        return None
    marks = " ".join(
        [*map(str, tree.xpath("//script/@src | //iframe/@src | //*/@class | //*/@id")), *tree.xpath("//script/text()")]
    )
    mark = _CHALLENGE_MARK.search(marks) or _CHALLENGE_MARK.search(tree.text_content()[:5000])
    return Refused(reason="bot_challenge", detail=f"page bears {mark[0]!r}") if mark else None


def _not_found(tree: HtmlElement, head: Head) -> Refused | None:
    for said in (head.title, *(" ".join(h1.text_content().split()) for h1 in tree.findall(".//h1")[:3])):
        if said and len(said) < 120 and _NOT_FOUND.search(fold(said)):
            return Refused(reason="soft_404", detail=f"it says {said[:100]!r}")
    return None


def _consent(page: Page, head: Head, text: str) -> Refused | None:
    host = urlsplit(page.url).hostname or ""
    if _CONSENT_HOST.match(host) or (
        _CONSENT_TITLE.search(fold(head.title or "")) and _CONSENT_TEXT.search(fold(text))
    ):
        return Refused(reason="consent_wall", detail=f"consent asked on {host[:100]}")
    return None


def _paywall(tree: HtmlElement, linked: Linked, text: str, word_count: int) -> Refused | None:
    if linked.is_free is False and word_count < STUB:
        return Refused(reason="paywall", detail="the outlet declares it not free, and only a stub is there")
    if word_count <= LITTLE and (phrase := _PAYWALL.search(fold(text)) or _PAYWALL.search(_visible(tree))):
        return Refused(reason="paywall", detail=f"a stub, and {phrase[0][:80]!r}")
    return None


def _visible(tree: HtmlElement) -> str:
    parts = tree.xpath(
        "//body//text()[not(ancestor::script or ancestor::style or ancestor::nav or ancestor::header or ancestor::footer)]"
    )
    return fold(" ".join(" ".join(parts).split())[:20_000])
