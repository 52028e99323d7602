"""Turkish."""

from __future__ import annotations

from .tongue import Tongue, bag, pattern

TONGUE = Tongue(
    "tr",
    order="sov",
    drops_pronouns=True,
    says=bag(
        "deyince|dedi|dediler|diyor|demişti|söyledi|söylüyor|söylemişti|belirtti|vurguladı|açıkladı|"
        "ekledi|kaydetti|konuştu|yazdı|bildirdi|savundu|sordu|yanıtladı|uyardı|iddia etti|ifade "
        "etti|dile getirdi|ifadesini kullandı|ifadelerini kullandı|sözlerini kullandı|cevabını "
        "verdi|yanıtını verdi|değerlendirmesinde bulundu|açıklamasında bulundu|açıklamasını yaptı|"
        "değerlendirmesini yaptı|çağrısında bulundu|çağrısı yaptı|uyarısında bulundu|nitelendirdi|"
        "niteledi|tanımladı|adlandırdı|suçladı|eleştirdi|kınadı|övdü|duyurdu|aktardı|anlattı|"
        "hatırlattı|yineledi|tekrarladı|öne sürdü|ileri sürdü|işaret etti|dikkat çekti|itiraf "
        "etti|teşekkür etti|söz verdi|tehdit etti|talep etti|reddetti|yalanladı|doğruladı|"
        "paylaştı|seslendi|şöyle konuştu|şunları söyledi|şöyle dedi|şunları kaydetti|diye konuştu|"
        "şeklinde konuştu|mesajını verdi|mesajı verdi|görüşünü dile getirdi|temennisinde bulundu|"
        "yorumunu yaptı|yorumunda bulundu|özetledi|yakındı|haykırdı|bağırdı|mırıldandı|karşılık "
        "verdi|tepki gösterdi|diye yazdı|güvence verdi|söylüyor|belirtiyor|vurguluyor|açıklıyor|"
        "ekliyor|savunuyor|anlatıyor|yazıyor|bildiriyor|uyarıyor|soruyor|özetliyor|hatırlatıyor|"
        "ifade ediyor|iddia ediyor|dile getiriyor|cevap verdi|yanıt verdi|olarak nitelendirdi|"
        "istedi|denildi|ifade edildi|kaydedildi|bildirildi|belirtildi|vurgulandı|dediği|dediğini|"
        "karşılığını verdi|karşılığı verdi|cevabı verdi|yanıtı verdi|diye seslendi|diye güldü|diye "
        "bağırdı|diye ekledi|diye sordu|diye cevapladı|diye yanıtladı|sloganı attı|devam etti|"
        "ifadelerine yer verildi|ifadesine yer verildi|bahsetti|söz etti"
    ),
    adds=bag(
        "belirterek|vurgulayarak|söyleyerek|kaydederek|diyerek|ekleyerek|ifade ederek|açıklayarak|"
        "dile getirerek|belirtip|suçlayarak"
    ),
    said_by=bag(
        "diyen|belirten|söyleyen|vurgulayan|kaydeden|açıklayan|ekleyen|savunan|ifade eden|dile "
        "getiren|bildiren|kullanan|hatırlatan|uyaran|anlatan|öne süren|eden|iddia eden|bulunan"
    )
    - bag("eden|bulunan"),
    sources_after=bag("göre"),
    pronouns={"o": "", "onlar": "p"},
    roles=pattern(
        r"(?:.*başkan|.*bakan|cumhurbaşkan|başbakan|şansölye|sözcü|lider|genel|müdür|büyükelçi|elçi"
        r"|yetkili|vali|senatör|general|albay|komutan|komiser|kral|prens|papa|hakim|yargıç|savcı"
        r"|avukat|profesör|uzman|analist|araştırmacı|yazar|mevkidaş|diplomat|temsilci|danışman"
        r"|milletvekil|aday|bay|dr|prof|kurucu|kaptan|ekonomist|tanık|doktor|öğretmen|aktivist"
        r"|yönetici|çalıştırıcı|hukukçu|sendikacı|futbolcu|oyuncu|iktisatçı|öğrenci|işçi|hemşire"
        r"|mühendis|şair"
        r"|sanatçı|yönetmen|tarihçi|siyasetçi|gösterici|eylemci|denetçi|balıkçı|sözcü|emekli"
        r"|mimar|hekim"
        r"|subay|asker|yarbay|binbaşı|yüzbaşı|teğmen|çavuş|koca|eş|oğl|oğul|kızı|baba|kardeş"
        r"|ağabey|abla|komşu|dede|torun|damat|dul"
        r"|sekreter|direktör|editör|rektör|dekan|koordinatör|muhtar|kaymakam|sorumlu|üye"
        r"|başkanvekil|antrenör|hoca|çiftçi|patron|vatandaş|gazeteci|vekil)(?:ı|i|u|ü"
        r"|sı|si|su|sü)?(?:n?[ıiuü]n)?"
    ),
    generic=pattern(
        r"yönetici|çalıştırıcı|hukukçu|sendikacı|futbolcu|oyuncu|lider|yetkili|uzman|siyasetçi|hoca"
    ),
    women=pattern(r"kraliçe(?:si)?|bayan|hanım|kadın|anne(?:si)?"),
    bodies=pattern(
        r"(?:.*bakanlı[kğ]|hükümet|kremlin|ofis|polis|ordu|konsey|komisyon|mahkeme|ajans|şirket"
        r"|parti"
        r"|yönetim|büyükelçili[kğ]|örgüt|makam|grup|sendika|meclis|banka|nato|kurum|emniyet"
        r"|savcılı[kğ]"
        r"|dernek|birlik)(?:ı|i|u|ü|sı|si|su|sü|lar|ler|ları|leri)?"
    ),
    portfolios=bag(
        "dışişleri içişleri savunma maliye devlet genel adalet sağlık ekonomi eğitim enerji çevre "
        "milli parti basın büyükşehir belediye yardımcısı hükümet birliği avrupa merkez bankası"
    ),
    peoples=bag(
        "ingiliz amerikalı türk faslı çek iskoç galli malili çadlı iranlı ıraklı katarlı perulu "
        "kübalı laoslu japon koreli arap kürt leh fin rus hollandalı isviçreli britanyalı"
    ),
    pointing=bag("bu böyle işte bunlar"),
    determiners=bag("bir bu şu her bazı iki"),
    prepositions=bag("için gibi kadar karşı"),
    of=bag(""),
    that=bag("ki"),
    little=bag(
        "ve veya ya da ama fakat ancak çünkü eğer ise de ile bu şu o biz siz ben sen onlar bugün "
        "dün yarın burada orada daha en çok az hiç değil evet hayır pazartesi salı çarşamba "
        "perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül "
        "ekim kasım aralık ayrıca öte yandan şöyle şunları önce sonra şimdi artık hem ne nasıl "
        "yaşındaki tecrübeli deneyimli ünlü başarılı genç usta neden niçin kim olarak diye bunun "
        "bunu buna "
        "böyle öyle tüm bütün göre"
    ),
    kinds_of_name=bag(
        "gazetesi gazete dergisi dergi adlı isimli başlıklı filmi kitabı romanı şarkısı dizisi "
        "programı operasyonu sloganı sloganıyla etiketi gemisi partisi sergisi projesi kelimesi "
        "sözcüğü terimi adıyla"
    ),
    so_called=bag("sözde sözüm|sözde|adeta|güya"),
)
