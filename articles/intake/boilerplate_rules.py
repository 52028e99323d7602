"""What is not the article: phrases of pages in German, English, French and Arabic, as data.

Each block is one reason. `WHOLE`: the passage is one of these phrases and nothing else. `STARTS`:
it begins so and has at most `LONGEST` code points. `CONTAINS`: it holds one of these and is as
short. Patterns are compared with the passage casefolded, its blanks folded and its ornaments
(arrows, bullets, dashes at either end) taken off. `(a|b)` and `.?` are regular expressions.
"""
# ruff: noqa: E501 -- a rule stays on one line

from __future__ import annotations

from typing import Final

from .wordlists import words

LONGEST: Final = {
    "skip_link": 60,
    "cookie_banner": 420,
    "paywall": 260,
    "error_footer": 260,
    "read_more": 220,
    "relay_notice": 260,
    "related": 240,
    "sharing": 160,
    "advertising": 200,
    "photo_credit": 420,
    "credit_line": 160,
    "navigation": 120,
}

WHOLE: Final[dict[str, tuple[str, ...]]] = {
    "skip_link": (
        r"(zum|direkt zum) (haupt)?inhalt( springen| wechseln)?",
        r"(zur|direkt zur) (haupt)?navigation( springen)?",
        r"(zum|direkt zum) (menü|suchfeld|seitenende|footer)( springen)?",
        r"(skip|jump|go)( directly)? to( the)? (main )?(content|navigation|menu|search|footer|article)",
        r"accessibility( links| help)?",
        r"(aller|accéder|passer|sauter)( directement)? au (contenu( principal)?|menu|texte)",
        r"(aller|accéder|passer) à la (navigation|recherche)",
        r"(انتقل|الانتقال|تخط|تخطى|تخطي|تجاوز|اذهب)( مباشرة)? (إلى|الى) (المحتوى|القائمة|البحث|التنقل)( الرئيسي| الرئيسية)?",
        r"(saltar|ir) al contenido( principal)?",
        r"vai al contenuto( principale)?",
    ),
    "advertising": (
        r"anzeige|werbung|- ?anzeige ?-|gesponsert|sponsored|sponsored content|paid content",
        r"ad|ads|advert|advertisement|advertising|advertisement - scroll to continue|promoted",
        r"publicité|annonce|contenu sponsorisé|publicidad|pubblicità",
        r"إعلان|اعلان|إعلانات|اعلانات|مادة إعلانية|محتوى برعاية",
    ),
    "related": (
        r"mehr zum thema|mehr dazu|mehr zu diesem thema|zum thema|auch interessant|lesen sie auch",
        r"das könnte sie (auch )?interessieren|weitere (artikel|themen|nachrichten|meldungen)|meistgelesen",
        r"related( articles| stories| news| content| topics| links| coverage)?|see also|read also",
        r"more (on|from|about) this (story|topic)|you (may|might) also like|recommended( for you)?",
        r"most (read|popular|viewed)|more stories|more news|top stories|trending( now)?",
        r"à lire aussi|lire aussi|voir aussi|sur le même (sujet|thème)|articles (liés|associés|similaires)",
        r"les plus lus|à ne pas manquer|dans la même rubrique",
        r"[اأإ]قر[أا] (أيضا|أيضاً|ايضا|كذلك)|شاهد (أيضا|أيضاً|ايضا)",
        r"(مواضيع|مقالات|أخبار|اخبار|روابط) (ذات صلة|مرتبطة|متعلقة|مشابهة)|(مواضيع )?قد (تهمك|يهمك|يعجبك)",
        r"الأكثر (قراءة|مشاهدة|شعبية)",
    ),
    "read_more": (
        r"(mehr|weiter) ?lesen|mehr erfahren|weiterlesen|zum artikel|zum (ganzen|vollständigen) artikel",
        r"(read|learn|find out|see) more|continue reading|full (story|article)|read (the )?full (story|article)",
        r"lire (la suite|plus|l.article)|en savoir plus|la suite",
        r"(اقرأ|إقرأ|اقرا|لقراءة|قراءة) (المزيد|التتمة|الخبر كاملا)|المزيد|للمزيد|التفاصيل",
    ),
    "sharing": (
        r"(artikel )?(teilen|drucken|merken|vorlesen|kommentieren|versenden|empfehlen|gefällt mir)",
        r"(print|share|save|copy link|listen)( this)?( article| story| page)?|like|tweet|retweet",
        r"partager( l.article| cet article)?|imprimer( l.article)?|envoyer( par mail)?|commenter|réagir",
        r"شارك|مشاركة|شارك (المقال|الخبر)|طباعة|أرسل|ارسل|حفظ|تعليق|علق",
        r"(\d+ )?(kommentare?|comments?|commentaires?|leserkommentare|replies|تعليقات?|تعليق)( ?[(:]? ?\d*\)?)",
        r"(keine|no|aucun|لا توجد) (kommentare|comments( yet)?|commentaires?|تعليقات)",
        r"\d+ shares?|\d+ mal geteilt",
    ),
    "navigation": (
        r"(nach|zurück nach) oben|zurück( zur startseite)?|(nächste|vorige|vorherige)r? (artikel|seite)",
        r"back to (top|homepage|home)|(next|previous) (article|story|page)|table of contents",
        r"(retour|remonter) en haut|retour à l.accueil|article (suivant|précédent)",
        r"(العودة|عودة) (إلى|الى) (الأعلى|الاعلى|الرئيسية)|المقال (التالي|السابق)|للأعلى",
        r"you are here:?.*|sie sind hier:?.*|vous êtes ici ?:?.*|أنت هنا:?.*",
    ),
    "error_footer": (r"(error )?404( error)?( not found)?", r"إغلاق"),
    "credit_line": (
        r"(von )?(unserer )?redaktion|\(?redaktion\)?|la rédaction|\(?redacción\)?|redazione|staff( writers?)?",
        r"(news )?agencies|agenturen|agences|avec agences|mit agenturen|with agencies|\(?agencias\)?",
        r"\(?(وكالات|الوكالات|المصدر: وكالات|وكالات الأنباء)\)?",
        r"[a-z]{2,4}/[a-z]{2,4}( \([a-z, ]{2,40}\))?",
    ),
}

STARTS: Final[dict[str, tuple[str, ...]]] = {
    "paywall": (
        r"(jetzt )?weiterlesen mit |jetzt (weiterlesen|testen|abonnieren|freischalten)",
        r"(dieser|der) (artikel|beitrag|text) ist (frei|kostenlos|kostenpflichtig|nur |exklusiv)",
        r"(lesen sie|testen sie) .{0,40}(monat|wochen|abo)\b",
        r"this (article|story|content|page) is (freely |free |only |exclusive|available (only|to)|for subscribers)",
        r"(subscribe|sign up|sign in|log in|register|become a member) (now |today )?(to|and|for) (read|continue|unlock|get|access)",
        r"to (continue|keep) reading|you have reached your|unlock (this|the full)|this is a premium",
        r"cet article est (en accès libre|en libre accès|réservé|gratuit|offert|accessible|payant)",
        r"(il vous reste \d|pour lire la suite|abonnez-vous|article réservé|la suite est réservée)",
        r"(هذا|هذه) (المقال|المادة|الخبر|المحتوى) (متاح|متاحة|مخصص|مجاني|للمشتركين)|اشترك الآن|للمشتركين فقط",
        r"este artículo es (de acceso libre|solo para|exclusivo)",
    ),
    "related": (
        r"(lesen|sehen) sie (auch|dazu|mehr zum thema|hierzu)\b",
        r"(mehr zum thema|auch interessant|passend dazu|hintergrund|lesetipp|siehe auch) ?:",
        r"(see also|read also|related|also read|more on this|don.t miss|must read) ?:",
        r"(à lire|lire|voir|à voir|relire) aussi ?:?|sur le même sujet ?:|à lire ?:",
        r"([اأإ]قر[أا]|شاهد) (أيضا|أيضاً|ايضا) ?:?|(مواضيع|أخبار) ذات صلة ?:",
    ),
    "read_more": (
        r"read (more|on|the rest|the full|the whole|the original|all)\b.{0,12}\b(of|at|on|here|in|about|this|from|:)",
        r"(click|tap) here (to|for)\b|(the )?full (story|article|report) (is|can|here|at|on)\b",
        r"(mehr|weiter|den (ganzen|vollständigen|kompletten) (artikel|text|bericht)) (lesen|lesen sie|finden|gibt es)\b",
        r"(lesen sie|hier geht es zu[mr]) .{0,20}(ganzen|vollständigen|kompletten|weiter|artikel)\b",
        r"(lire|retrouvez|consultez) (la suite|l.(article|intégralité|original)|l.article (complet|entier))",
        r"(cliquez ici|pour lire l.article|pour en savoir plus)",
        r"(لقراءة|لمتابعة|للاطلاع على|اقرأ|إقرأ) (المزيد|المقال|بقية|النص|الخبر|باقي)|للمزيد (من|حول|عن|اضغط|انقر)|اضغط هنا",
    ),
    "relay_notice": (
        r"this (article|story|report|piece|text|interview)( has been| was| is)?( first| originally)? (published|appeared|produced|republished|reproduced|translated)\b",
        r"the (article|story|report|text)( was)? (first|originally) (published|appeared)\b",
        r"(first|originally) (published|appeared)|(re)?published (with permission|from|by arrangement)|reprinted",
        r"(additional )?(reporting|writing|editing) by .{2,}|with (files|material|reporting|additional reporting|agency) ",
        r"(dieser|der) (artikel|text|beitrag|bericht) (ist|wurde|erschien|stammt)\b.{0,60}(zuerst|ursprünglich|erschienen|übernommen|veröffentlicht|von|aus)",
        r"(zuerst|ursprünglich) (erschienen|veröffentlicht)|mit (material|informationen|inhalten) (von|der|des)|übernommen (von|aus)|mitarbeit ?:",
        r"(cet article|ce texte|cette dépêche|ce reportage) (a été|est|provient|est paru)\b.{0,60}(publié|paru|repris|traduit|produit|diffusé)",
        r"(publié|paru) (initialement|à l.origine|d.abord)|avec (les informations d|l.aide d)|traduit (de|par)",
        r"(نشر|نشرت|نُشر|نُشرت) (هذا|هذه) (المقال|المادة|التقرير|المقالة)|نقلا عن .{2,40}$|نقلاً عن .{2,40}$|المصدر الأصلي",
        r"(هذا|هذه) (المقال|التقرير|المادة|المقالة) (نشر|منشور|نشرت|منقول|مترجم|مأخوذ)",
    ),
    "error_footer": (
        r"(this|the( requested)?) page (is not|isn.t|is no longer|no longer|could not|cannot|can.t|does not|you)\b",
        r"page not found|sorry, (this|the|we)\b.{0,60}(not|longer|find)|oops",
        r"(diese|die( gewünschte| angeforderte| gesuchte)?) seite (ist|existiert|konnte|wurde|gibt)\b.{0,40}(nicht|kein)",
        r"seite nicht gefunden|fehler 404",
        r"(cette|la) page (demandée |recherchée )?(n.est (pas|plus)|n.existe|est introuvable|que vous)|page introuvable",
        r"(هذه )?الصفحة (غير|لم تعد|المطلوبة|التي)|عذرا.{0,20}الصفحة|لم يتم العثور على الصفحة",
    ),
    "sharing": (
        r"(auf|bei|über|via) (facebook|twitter|x|whatsapp|linkedin|telegram) (teilen|folgen|empfehlen)",
        r"(share|follow us|like us|join us|find us) (on|via) |share this\b|folgen sie uns|suivez-nous|partager sur",
        r"(تابعنا|تابعونا|شارك|شاركها|مشاركة) (على|عبر|المقال|الخبر|عبر)",
    ),
    "advertising": (
        r"(sign up|subscribe) (for|to) (our|the|my)\b.{0,40}(newsletter|alerts|podcast|channel)",
        r"(newsletter|kanal|podcast).{0,20}(abonnieren|bestellen)|(abonnieren|bestellen) sie .{0,30}newsletter",
        r"(inscrivez-vous|abonnez-vous) à .{0,30}(newsletter|lettre|chaîne)|recevez .{0,40}(newsletter|alertes)",
        r"(اشترك|اشتركوا|للاشتراك) (في|ب).{0,30}(النشرة|قناة|القناة|البريد)|download (our|the) app|حمل التطبيق",
    ),
    "photo_credit": (
        r"(symbol|archiv|bei)?(foto|bild)(s|er|quelle|nachweis|rechte|credit)? ?[:©/|]",
        r"(file |archive )?(photo|picture|image|photograph)(s|graphs)?( credit| by| courtesy( of)?)?( ?[:©/|]| by )",
        r"(crédits?|photo|image|photographie|légende)( photo)?s? ?[:©/|]",
        r"(الصورة|صورة|تصوير|صور|عدسة|مصدر الصورة) ?[:©/|]|(image|photo) (copyright|caption|source|credit)",
        r"©.{0,40}(afp|dpa|reuters|getty|epa|imago|picture[ -]alliance|\bap\b|ansa|efe|tass)",
        r"(afp|dpa|reuters|getty images|epa|ap)( photo)? ?/ ?[^/.]{3,40}$",
    ),
    "credit_line": (
        r"(quelle|source|sources|fuente|المصدر|مصدر) ?: ?.{2,60}$",
        r"(©|copyright|\(c\)) .{0,100}$|(all rights|alle rechte|tous droits|جميع الحقوق)\b",
    ),
}

CONTAINS: Final[dict[str, tuple[str, ...]]] = {
    "cookie_banner": (
        r"(alle|cookies?) (akzeptieren|zustimmen|ablehnen|zulassen)|(nur )?notwendige cookies|cookie-(einstellungen|richtlinie|hinweis)",
        r"(wir|diese (web)?site|unsere partner)\b.{0,60}(cookies|ihre daten)|speicherung von cookies",
        r"(accept|reject|allow|manage|decline)( all)?( optional)? cookies|accept all|cookie (policy|settings|preferences|notice)",
        r"(we|this (web)?site|our partners)\b.{0,60}\b(uses? cookies|process (your|personal) data|value your privacy)",
        r"(tout|les cookies?) (accepter|refuser)|(accepter|refuser|gérer|paramétrer) (tout|les cookies|mes choix)|tout accepter|continuer sans accepter",
        r"(nous|ce site|nos partenaires)\b.{0,60}(des cookies|vos données)",
        r"(نستخدم|يستخدم).{0,40}(ملفات تعريف الارتباط|الكوكيز|كوكيز)|(قبول|رفض) (الكل|الجميع|ملفات)|سياسة ملفات",
    ),
    "paywall": (
        r"bereits abonnent|schon (abonnent|registriert|ein abo)|hier (anmelden|einloggen)|nur für abonnent",
        r"already (a|have a) (subscriber|subscription|member|account)|subscribers? only|for subscribers only",
        r"déjà (abonné|inscrit)|réservée? aux abonnés|\d+ ?% de cet article",
        r"(مشترك|مسجل) (بالفعل|مسبقا)|للمشتركين فقط",
    ),
    "relay_notice": (
        r"contributed to this (report|story|article)|has (been edited|not been edited) by|(edited|translated) by [^.]{3,60}$",
        r"with (permission|the permission) of|published under (license|licence)|under a creative commons",
    ),
    "photo_credit": (
        r"^[^|.!?]{2,80}(afp|dpa|reuters|getty images?|epa|imago|\bap\b|ansa|efe|tass)[^|.!?]{0,30} ?\| ",
        r"\((file )?(photo|foto|bild|picture|image)( ?:| by| courtesy)? ?[^()]{0,60}\)$",
        r"\((afp|dpa|reuters|getty images|epa|ap|tass)( photo)? ?/[^()]{2,60}\)$|\([^()]{2,60}/ ?(afp|dpa|reuters|getty images|epa|ap|tass)\)$",
        r"[.!?“”\"] ?(photo|foto|bild|crédit|photograph|picture) ?[:©] ?[^.]{2,60}$",
        r"[.!?“”\"] ?(afp|reuters|dpa|epa|getty images) ?/ ?[^.]{3,40}$|[.!?“”\"] ?© ?[^.]{2,50}$",
    ),
}

# Words of share bars and of menus: a short passage made of nothing else is one.
SHARE_WORDS: Final = words(
    "teilen twittern mailen drucken facebook twitter x whatsapp e-mail email mail linkedin telegram "
    "xing pocket reddit flipboard threads bluesky mastodon messenger pinterest instagram youtube sms "
    "link kopieren copy share tweet print partager imprimer envoyer merken pin rss viber line weibo "
    "شارك طباعة فيسبوك فيس بوك تويتر واتساب واتس آب تلغرام تيليجرام لينكد إن بريد البريد الإلكتروني "
    "on via auf über sur par على عبر and und et"
)
MENU_WORDS: Final = words(
    "start startseite home homepage accueil الرئيسية menu menü navigation suche search rechercher بحث "
    "news nachrichten actualités actualité actu أخبار اخبار world welt monde العالم international "
    "internationales ausland inland national europe europa politik politics politique سياسة السياسة "
    "wirtschaft business économie اقتصاد اقتصاد sport sports رياضة kultur culture ثقافة ثقافة "
    "panorama gesellschaft society société wissen wissenschaft science sciences technik technology "
    "opinion opinions meinung debatte منوعات آراء رأي video videos vidéo vidéos فيديو audio podcast "
    "podcasts live ticker themen topics regional lokales local médias media medien health gesundheit "
    "santé travel reise impressum imprint datenschutz privacy kontakt contact agb nutzungsbedingungen "
    "terms jobs newsletter login logout anmelden abmelden abo abonnement abonnieren subscribe "
    "registrieren register connexion mentions légales hilfe help aide faq über uns about us e-paper epaper "
    "archiv archive archives link links rubrik rubrique section more mehr plus المزيد تسجيل الدخول "
    "and und et of the de la der die das"
)
