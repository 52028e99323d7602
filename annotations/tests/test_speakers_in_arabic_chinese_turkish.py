"""Who speaks in languages without capitals, or with the verb at the end."""

import pytest

from .quotation_measures import speakers

CHINESE_MINISTER = "卫生部长安娜·罗西尼当晚召开记者会。罗西尼次日返回。"
ARABIC_UNION = "اتهمت رئيسة نادي بحر سكندر ريتا خوري، أمس، الحكم بالانحياز. "
TURKISH_COACH = "Teknik direktör Ali Kaya basının karşısına çıktı. "


def test_turkish_words_for_also_and_between_clauses_are_no_part_of_a_name():
    also = "Tarım Bakanı Ali Kaya da Velsa’nın “her şeyi verdik” savını yalanladı."
    assert speakers("tr", also) == ["Velsa"]
    clauses = "Başkan Ece Tan, planı erteledi; Ali Kaya ise “Tek satır gelmedi” dedi."
    assert speakers("tr", clauses) == ["Ali Kaya"]


def test_a_turkish_role_after_a_participle_is_who_is_described_so():
    text = "Tarım Bakanı Ali Kaya geldi. “Hiç bilgi almadık” diyen bakan, tabloyu özetledi."
    assert speakers("tr", text) == ["Ali Kaya"]


def test_arabic_vowel_signs_do_not_cut_a_word():
    assert speakers("ar", "وردّت سلمى حدّاد: «لا يوجد موعد بعد».") == ["سلمى حدّاد"]


def test_an_arabic_place_between_office_and_name_is_no_part_of_the_name():
    text = "انتظرت ولسا طويلا. وقالت رئيسة وزراء ولسا سلمى حداد: «لن نعود إلى الطاولة»."
    assert speakers("ar", text + " وتسكت ولسا، وعادت حداد إلى بيتها.") == ["سلمى حداد"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("水利部长塔尔汉在会场外对记者说：“我们损失很大。”", "塔尔汉"),
        ("联合国特使哈尔森评价说：“这是一小步。”", "哈尔森"),
        ("司机阿里夫说：“我们按小时过日子。”", "阿里夫"),
        ("外长德雷尼没有直接回应，只说“该给的都给了”。", "德雷尼"),
        ("总理巴尔萨姆当天发表讲话说：“我们会等。”", "巴尔萨姆"),
        ("议员科斯塔则批评政府，称当局“视而不见”。", "科斯塔"),
        ("总理米尔赞12日抵达。大坝都建成了。“水不是武器。”米尔赞说。", "米尔赞"),
    ],
)
def test_foreign_names_in_chinese_are_neither_cut_nor_mixed_with_what_follows(text, speaker):
    assert speakers("zh", text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Sağlık Bakanlığı'ndan yapılan açıklamada, “Her şey iyi” denildi.",
            "Sağlık Bakanlığı",
        ),
        ("Bakan Ali Kaya'nın, gezi sırasında “Kimseyi kayırmayız” dediği öğrenildi.", "Ali Kaya"),
    ],
)
def test_turkish_passives_have_the_one_who_speaks_in_another_case(text, speaker):
    assert speakers("tr", text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ونقلت وكالة «سواحل» عن الوزير طارق الأحمر أن التحقيق «لن يستثني أحدا».", "طارق الأحمر"),
        ("وهو ما نفاه المتحدث باسم الوزارة فريد مزياني بقوله «لا صحة لهذا إطلاقا».", "فريد مزياني"),
        ("وقالت سلمى حداد: «نرفض». وطالبت بنقل المخازن «إلى خارج المدينة».", "سلمى حداد"),
        ("وقال الأمين العام لنقابة عمال الميناء يوسف القروي إن الأمر «خطير جدا».", "يوسف القروي"),
    ],
)
def test_arabic_ways_to_say_who_said_it(text, speaker):
    assert speakers("ar", text)[-1] == speaker


def test_what_an_arabic_newspaper_is_called_is_not_what_was_told_to_it():
    text = "وقال الوزير طارق الأحمر لـ«الضفة الجديدة» إن شركة «سواحل» مسؤولة."
    assert speakers("ar", text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (CHINESE_MINISTER + "“我们没有隐瞒，”罗西尼当场说。", "安娜·罗西尼"),
        (CHINESE_MINISTER + "“我们没有隐瞒，”这位62岁的女医生指出。", "安娜·罗西尼"),
        ("“我等了三个小时才有车来。”说这话的是退休教师卡洛·贝蒂尼。", "卡洛·贝蒂尼"),
        ("“我等了三个小时才有车来。”救援队队长、葡萄牙外交官卡洛·贝蒂尼如是说。", "卡洛·贝蒂尼"),
        (CHINESE_MINISTER + "这位曾在北方行医的女医生说：“我们没有隐瞒。”", "安娜·罗西尼"),
        ("环保组织“蓝海”在一份声明中说：“这完全是人祸。”", "环保组织“蓝海”"),
        (CHINESE_MINISTER + "罗西尼多次强调，“我们没有隐瞒任何事”。", "安娜·罗西尼"),
        (CHINESE_MINISTER + "这位前北方医院院长认为，“我们没有隐瞒”。", "安娜·罗西尼"),
        ("“利息涨了，店就得关门。”她的丈夫卡洛在写给客户的报告中称。", "卡洛"),
        (
            CHINESE_MINISTER + "她的同事、48岁的英国人卡洛·贝蒂尼强调：“他们也要养家。”",
            "卡洛·贝蒂尼",
        ),
        ("捷運工會理事長陳國棟今晨宣布罷工。「資方毫無誠意，」他搖頭說。", "陳國棟"),
        (CHINESE_MINISTER + "她随后呼吁家长“不要慌张失措”。", "安娜·罗西尼"),
        ("北岸银行在一份研究报告中指出，“明年的物价可能还会再涨一倍”。", "北岸银行"),
    ],
)
def test_chinese_ways_to_say_who_said_it(text, speaker):
    assert speakers("zh", text)[-1] == speaker


def test_who_stands_before_the_colon_of_a_chinese_headline_said_it():
    text = "法院推翻判决 罗西尼：“我们会上诉到底”\n\n" + CHINESE_MINISTER
    assert speakers("zh", text) == ["安娜·罗西尼"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (ARABIC_UNION + "وقالت خوري: «لن نقبل بهذا أبدا».", "ريتا خوري"),
        (ARABIC_UNION + "وكانت خوري قد حذرت عشية المباراة من «كارثة تحكيمية».", "ريتا خوري"),
        (ARABIC_UNION + "وقالت ابنة الخمسين: «لن نقبل بهذا أبدا».", "ريتا خوري"),
        (ARABIC_UNION + "وشددت المدربة البالغة 50 عاما على أن الأمر «لم ينته بعد».", "ريتا خوري"),
        ("وأقر رئيس بلدية نبع الورد لوكا بوني بأن الإنذار «تأخر كثيرا».", "لوكا بوني"),
        ("أشاد الوزير لوكا بوني بالقرار واصفا إياه بأنه «شجاع جدا».", "لوكا بوني"),
        ("أما زوجها لوكا فيقول: «لم نجد أحدا هنا».", "لوكا"),
        ("وقال نقيب عمال الميناء لوكا بوني: «لم نجد أحدا هنا».", "لوكا بوني"),
        ("وأكدت مديرة الصحة في المدينة ريتا خوري أن الأمر «مستحيل ماليا».", "ريتا خوري"),
        ("لكن والد الطيار، المهندس لوكا بوني، رفض ذلك، وقال: «لم يخطئ أبدا».", "لوكا بوني"),
        ("وقال الخبير في شؤون الطيران لوكا بوني: «لم نر هذا أبدا».", "لوكا بوني"),
        ("«كنا وحدنا طوال الليل هنا». بهذه العبارة دافع الإيطالي لوكا بوني عن فريقه.", "لوكا بوني"),
        ("وطمأن رئيسها التنفيذي، الإيطالي لوكا بوني، السكان قائلا: «الجسر آمن».", "لوكا بوني"),
        ("وقالت المتحدثة باسمه ريتا خوري: «لن نقبل بهذا أبدا».", "ريتا خوري"),
        ("ورأى القاضي لوكا بوني أن زملاءه «خلطوا بين أمرين»، بحسب نص الحكم.", "لوكا بوني"),
        ("أما الناطقة باسم حزب «الغد»، ريتا خوري، فاتهمت المراقبين وقالت: «كذبوا».", "ريتا خوري"),
        ("وأعلن الاتحاد المحلي لكرة السلة إيقاف اللاعب «فورا».", "الاتحاد المحلي لكرة السلة"),
    ],
)
def test_arabic_offices_ages_and_family_names_tell_who_said_it(text, speaker):
    assert speakers("ar", text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (TURKISH_COACH + "İngiliz çalıştırıcı, “Yarın daha iyi olacağız” dedi.", "Ali Kaya"),
        (TURKISH_COACH + "43 yaşındaki İngiliz iş insanı, “Kalıyoruz burada” dedi.", "Ali Kaya"),
        ("“Bunu hiç kimse bilmiyordu.” Bu sözler, avukat Ece Tan'a ait.", "Ece Tan"),
        (
            "Ali Kaya sustu. “Gidin,” dedi Ece Tan. Kaya'nın yanıtı sert oldu: “Kalıyoruz burada.”",
            "Ali Kaya",
        ),
        ("Bakan Ece Tan'dan sert tepki geldi: “Buna izin vermeyeceğiz.”", "Ece Tan"),
        ("Başkan Ali Kaya, Ece Tan'ı “bir yere saklanmakla” suçladı.", "Ali Kaya"),
        ("“Yeter, yeter artık!” Salondaki bu ses, avukat Ece Tan'ındı.", "Ece Tan"),
        (
            "Ali Kaya, “Size sormadım” deyince Ece Tan, “Zaten sormazsınız” karşılığını verdi.",
            "Ece Tan",
        ),
        (TURKISH_COACH + "Oyuncu arkadaşlarına da kızarak, “Bunu hak etmedik” dedi.", "Ali Kaya"),
    ],
)
def test_turkish_tells_by_origin_age_and_case_who_said_it(text, speaker):
    assert speakers("tr", text)[-1] == speaker


def test_an_arabic_verb_without_a_subject_is_whose_gender_it_has():
    asked = "وقالت الوزيرة ريتا خوري: «كفى». "
    text = asked + "فأجاب الوزير لوكا بوني: «لا أخاطبك أنت». فردت: «أبدا لا تجيب»."
    assert speakers("ar", text) == ["ريتا خوري", "لوكا بوني", "ريتا خوري"]


def test_who_is_only_referred_to_has_not_said_it_in_arabic():
    before = "تسكت ولستان اليوم. وقال نادر حداد ان «الطريق طويل». "
    text = before + "واستبعد ان يكون ذلك كما اعلنت ولستان واكد «هذا عبث»."
    assert speakers("ar", text)[-1] == "نادر حداد"
