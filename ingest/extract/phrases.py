"""What pages say that are no article, or no ordinary one: tables of phrases per language, matched against folded text. No
decisions."""

import re

# A whole title or headline that says so (matched anywhere in it; a headline is short).
_NOT_FOUND = (
    r"^\W*(?:http\s*)?(?:error|fehler|erreur)?\W*404\W*$",
    r"^\W*(?:http\s*)?(?:error|fehler|erreur)?\W*404\W+(?:error|not found|page|seite|file|no encontrad|introuvable)",
    r"^\W*404\W*[|–—-]",
    r"\b(?:page|article|story|content|file) (?:(?:was|is|could|can) ?(?:not|no longer)|not) (?:be )?(?:found|available)",
    r"\b(?:page|article) (?:does not|doesn.t|no longer) exist",
    r"\boops\b.{0,40}\b(?:404|not found|can.t find)",
    r"\bcan.t find (?:that|the|this) (?:page|article)",
    r"\bseite (?:wurde )?(?:leider )?nicht (?:gefunden|vorhanden|verfügbar)",
    r"\bpage (?:est )?(?:introuvable|non trouvée)",
    r"\bpage n.existe (?:plus|pas)",
    r"\bp[áa]gina (?:no|não) (?:encontrada|existe|disponible|disponível)",
    r"\bpagina (?:non trovata|niet gevonden)",
    r"\bsidan (?:kunde inte hittas|finns inte)",
    r"\bsiden (?:blev |ble )?ikke fun(?:d|n)et",
    r"\bsivua ei löy",
    r"\bnie znaleziono strony|\bstrona nie istnieje",
    r"\bstránka (?:nenalezena|neexistuje)|\boldal nem található",
    r"страниц[аы] не (?:найдена|существует)|сторінк[аи] не (?:знайдена|існує)",
    r"\bsayfa bulunamadı|\baradığınız sayfa|\bhalaman tidak ditemukan",
    r"الصفحة (?:غير موجودة|المطلوبة غير|التي تبحث)|لم يتم العثور على الصفحة",
    r"صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد|הדף לא נמצא",
    r"页面不存在|找不到(?:该|页|頁)|頁面不存在|ページが(?:見つかりません|存在しません)|페이지를 찾을 수 없",
)

# The beginning of a challenge page's <title>.
_CHALLENGE_TITLE = (
    r"just a moment\b",
    r"attention required!",
    r"(?:please wait|one moment)(?:, please)?\W*$",
    r"checking your browser",
    r"ddos-guard$",
    r"access (?:to this page has been )?denied\b",
    r"pardon our interruption",
    r"are you (?:a )?(?:robot|human)\b",
    r"(?:security|robot) check\W*$",
    r"human verification|verify you are human",
    r"(?:un momento|einen moment|un instant|bir dakika|einen augenblick)\W*(?:bitte|por favor|…|\.\.\.)*\W*$",
    r"request blocked|403 forbidden|you have been blocked",
)

# Marks in scripts, classes and addresses that challenge pages bear and articles do not. A form's captcha is no mark.
_CHALLENGE_MARK = (
    r"cf_chl_opt|_cf_chl_|cf-challenge|cf-browser-verification",
    r"_incapsula_resource|px-captcha|captcha-delivery\.com|geo\.captcha|awswafcookiedomainlist",
    r"/_sec/cp_challenge|distil_r_captcha|sucuri_cloudproxy",
    r"enable javascript and cookies to continue",
)

_CONSENT_TITLE = (
    r"before you continue|bevor sie (?:fortfahren|zu)|avant (?:d.accéder|de continuer)|antes de continuar|prima di continuare",
    r"cookie[- ](?:consent|wall|settings|preferences)|privacy (?:settings|gate|wall|preferences)",
    r"your (?:privacy|data) (?:choices|is important)|we value your privacy",
    r"datenschutz(?:einstellungen)?|zustimmung|consent (?:required|management)|cookies? (?:akzeptieren|zustimmen)",
)

_CONSENT_HOST = (r"^(?:consent|cmp|privacy|cookies?|guce|myprivacy)\.",)

_AGREEING = r"(?:accept|agree|consent|zustimm|akzeptier|accepte|acept|accett)\w*"
_CONSENT_TEXT = (
    _AGREEING + r".{0,200}\b(?:cookies?|tracking|partners?|personal data|werbung)",
    r"\bcookies?\b.{0,200}" + _AGREEING,
)

_PAYWALL = (
    r"subscribe (?:now )?to (?:continue|read|keep|unlock|get)",
    r"subscri(?:be|ption) (?:is )?required|(?:for|to) subscribers only|subscriber[- ]only",
    r"exclusive(?:ly)? (?:for|to) subscribers",
    r"(?:continue|keep) reading (?:this article )?(?:with|by|for)|to (?:continue|keep) reading",
    r"already (?:a|have a|an?) (?:subscriber|subscription|member)",
    r"(?:register|sign up|log ?in|sign in) (?:now )?to (?:continue|read|keep|unlock)",
    r"this (?:article|content|story) is (?:only )?(?:for|available to|reserved for) (?:our )?(?:paying )?(?:subscribers|members)",
    r"jetzt weiterlesen|weiterlesen mit|nur für abonnenten|exklusiv für abonnenten|bereits abonnent|artikel freischalten",
    r"mit .{0,20}\babo\b.{0,20}lesen",
    r"réservée? (?:aux|à nos) abonnés|abonnez-vous pour|déjà abonné|il vous reste .{0,20} à lire",
    r"solo para suscriptores|exclusivo para suscriptores|suscríbete para (?:seguir|continuar|leer)|ya (?:eres|soy) suscriptor",
    r"(?:exclusivo )?para assinantes|já é assinante|assine para",
    r"riservato agli abbonati|abbonati per (?:leggere|continuare)|sei già abbonato",
    r"alleen voor abonnees|log in om verder te lezen",
    r"только для подписчиков|оформите подписку|abonelere özel|للمشتركين فقط|会員限定|この記事は有料",
)

# The end of a text that was cut: an ellipsis, or "read more".
_CUT = (r"(?:…|\.\.\.|\[\W*\]|(?:read|continue) more|weiterlesen|lire la suite|leer más)\W*$",)

# All that a page says to who has no JavaScript, whose text only a browser would fetch.
_NEEDS_SCRIPT = (
    r"(?:enable|requires?|activate|turn on|without) java ?script",
    r"java ?script (?:is|must be|to be|has to be) (?:required|enabled|disabled|turned)",
    r"java ?script (?:aktivieren|ist deaktiviert|einschalten)|aktivieren sie (?:bitte )?java ?script",
    r"(?:activer|activez) (?:le )?java ?script",
    r"(?:habilit|activ|ativ)\w* (?:el |o )?java ?script|abilita\w* java ?script|включите (?:поддержку )?java ?script",
    r"java ?script(?:'i)? (?:etkinleştir|を有効)|(?:włącz|zapněte|schakel) (?:obsługę )?java ?script",
)

# Parts of an address, or whole segments of it.
_LIVE_ADDRESS = (
    r"live-?blog|live-?ticker|news-?ticker|live-updates?|live-news|live-coverage|live-reporting|as-it-happened|minute-by-minute",
    r"minuto-a-minuto|en-vivo|en-directo|ao-vivo|em-direto|ao-minuto|en-direct|(?:in-)?diretta(?:-live)?|na-zywo|relacja-live",
    r"canli-(?:blog|anlatim|yayin)|dakika-dakika|online-translyatsiya|onlayn|lepto-pros-lepto",
)
_VIDEO_ADDRESS = (r"videos?|watch|videolar|wideo|filmy|mediathek|tv-clips?|clips?",)
_GALLERY_ADDRESS = (
    r"(?:photo-?|image-?|picture-?|foto-?|bilder-?)?galler(?:y|ies)|slide-?shows?|photo-essays?|in-pictures|photostor(?:y|ies)",
    r"(?:foto-?|bilder-?)?galeri(?:e|en|a|as|i|ler)?|bilderstrecken?|fotostrecken?|(?:foto|photo)s|fotogaler(?:ia|ias|ie|i)",
    r"diaporamas?|portfolios?|en-images|en-imagenes|fotorreportajes?|fotoreportaz|zdjecia|bildspel|bildspecial|fotogallery",
)

_LIVE_TITLE = (
    r"^\W*live\b|\blive\s*[:|–—-]|[:|–—-]\s*live\b|\blive[- ]?(?:blog|ticker|updates?|coverage|reporting|feed)\b|as it happened",
    r"ticker\b|\ben direct\b|^\W*direct\s*[.:–—-]|\ben (?:vivo|directo)\b|minuto a minuto|\bao (?:vivo|minuto)\b|\bem direto\b",
    r"\bdiretta\b|na żywo|\brelacja\b|canlı (?:blog|anlatım|yayın)|dakika dakika",
    r"λεπτό προς λεπτό|онлайн|трансляция|хроника|наживо",
    r"لحظة بلحظة|مباشر|تغطية مستمرة|لحظه به لحظه|דיווח חי|עדכונים שוטפים|लाइव|ライブ|直播|实时更新|實時更新|실시간",
)


def _part(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rf"(?:^|[/._-])(?:{name})(?:$|[/._-])" for name in names)


def _segment(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rf"/(?:{name})(?:/|$)" for name in names)


def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases), re.DOTALL)


NOT_FOUND = _any(_NOT_FOUND)
CHALLENGE_TITLE = _any(_CHALLENGE_TITLE)
CHALLENGE_MARK = _any(_CHALLENGE_MARK)
CONSENT_TITLE = _any(_CONSENT_TITLE)
CONSENT_HOST = _any(_CONSENT_HOST)
CONSENT_TEXT = _any(_CONSENT_TEXT)
PAYWALL = _any(_PAYWALL)
CUT = _any(_CUT)
LIVE_ADDRESS = _any(_part(_LIVE_ADDRESS))
LIVE_TITLE = _any(_LIVE_TITLE)
VIDEO_ADDRESS = _any(_segment(_VIDEO_ADDRESS))
GALLERY_ADDRESS = _any(_segment(_GALLERY_ADDRESS))
NEEDS_SCRIPT = _any(_NEEDS_SCRIPT)
