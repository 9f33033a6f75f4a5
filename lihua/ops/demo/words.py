"""Tags that mean the same, boards, and what the pictures show."""

CONCEPTS: list[dict[str, str]] = [
    {
        "zh-Hans": "家常菜", "zh-Hant": "家常料理", "en": "homecooking", "es": "cocinacasera", "fr": "cuisinemaison",
        "ja": "おうちごはん", "ko": "집밥", "ar": "طبخ_بيتي",
    },
    {
        "zh-Hans": "猫税", "en": "cattax", "es": "gatos", "ko": "고양이", "fr": "chats", "ja": "猫のいる暮らし",
        "ar": "قطط",
    },
    {"zh-Hans": "散步", "en": "walks", "ja": "散歩", "fr": "promenades", "es": "paseos", "ko": "산책", "ar": "نزهة"},
    {"zh-Hans": "李华", "en": "lihua", "ja": "李華への返事"},
    {"zh-Hans": "阳台花园", "en": "balconygarden", "fr": "jardindebalcon", "es": "balcónverde", "ja": "ベランダ菜園"},
    {
        "zh-Hans": "学习打卡", "zh-Hant": "學習打卡", "en": "studywithme", "es": "estudio", "ko": "공부", "ar": "دراسة",
        "ja": "勉強記録", "fr": "études",
    },
]  # fmt: skip

# Whose, title, description, and the channel or motif that is gathered.
BOARDS = [
    ("jess_ohio", "Cook with the kids", "Ten ingredients or fewer.", "food"),
    ("lanlan_reads", "书与灯", "适合晚上看的。", "book"),
    ("xiaobei", "全世界的猫", "一只也不能少。", "cat"),
    ("tangtang", "阳台与窗", "看看别人的四月。", "balcony"),
    ("camille_lyon", "Lettres et timbres", "Ce qui attend une réponse.", "letter"),
    ("haruto_kyoto", "歩きたい道", "いつか自分の足で。", "travel"),
    ("marcus_leeds", "Trains I should take", "", "train"),
    ("noor_amman", "للصف", "صور وحكايات نقرؤها معًا.", "study"),
    ("minji_seoul", "고쳐 입기", "옷장 속의 이야기.", "wardrobe"),
    ("sofia_rosario", "Antes de viajar a China", "Lo que quiero probar y ver.", "hotpot"),
    ("mei_chengdu", "远方的厨房", "看起来就香。", "bowl"),
]

# Whose word, its language, kind and reading, and what neighbours say that it means: (who, in which language, what one
# would say there, more).
GLOSSARY: list[tuple[str, str, str, str, str, list[tuple[str, str, str, str]]]] = [
    ("xiaobei", "猫税", "zh-Hans", "meme", "māo shuì", [
        ("xiaobei", "en", "cat tax", "Whoever comes with a cat shows a picture of it. That is all the tax."),
        ("jess_ohio", "es", "impuesto de gato", "Se paga con una foto."),
    ]),
    ("jess_ohio", "no cap", "en", "slang", "", [
        ("jess_ohio", "zh-Hans", "不骗你", "句尾的口头禅：我说的是真的，没有吹牛。和帽子没有关系。"),
        ("marcus_leeds", "en", "honestly", "My pupils say it at the end of every sentence, no cap."),
    ]),
    ("mei_chengdu", "七上八下", "zh-Hans", "term", "qī shàng bā xià", [
        ("mei_chengdu", "en", "seven up, eight down", "So long tripe stays in. Also of a heart that will not settle."),
    ]),
    ("jiangnan", "李华", "zh-Hans", "name", "Lǐ Huá", [
        ("jiangnan", "en", "Li Hua", "Millions wrote letters in this name. Then somebody answered."),
    ]),
    ("noor_amman", "يعني", "ar", "slang", "yaʿni", [
        ("noor_amman", "en", "I mean, sort of", "Fills every silence in Amman, and half of the sentences."),
    ]),
    ("pilar_sevilla", "sobremesa", "es", "term", "", [
        ("pilar_sevilla", "en", "the talk after a meal", "The plates are empty, nobody gets up. Until dinner."),
        ("sofia_rosario", "zh-Hans", "饭后闲聊", "饭吃完了，人不散，话也不散。"),
    ]),
    ("haruto_kyoto", "木漏れ日", "ja", "term", "こもれび", [
        ("haruto_kyoto", "en", "light through leaves", "The sun that falls through a tree, and moves with it."),
    ]),
    ("camille_lyon", "flâner", "fr", "term", "", [
        ("camille_lyon", "en", "to stroll without a purpose", "Walking where the street wants. A map spoils it."),
        ("lanlan_reads", "zh-Hans", "闲逛", "没有目的地，走到哪儿算哪儿。"),
    ]),
    ("minji_seoul", "눈치", "ko", "term", "nunchi", [
        ("minji_seoul", "en", "reading the room", "Knowing what the others feel before anybody says it."),
    ]),
]  # fmt: skip

# What a picture shows, in English and in Chinese: for those who hear it read.
NAMES_OF_MOTIFS: dict[str, tuple[str, str]] = {
    "bowl": ("A bowl of steaming food", "一碗冒着热气的饭菜"),
    "noodles": ("A bowl of noodles with half an egg, seen from above", "俯看一碗面，上面有半个蛋"),
    "hotpot": ("A hotpot with a red and a white half", "红白鸳鸯火锅"),
    "dumplings": ("A plate of dumplings", "一盘饺子"),
    "cat": ("A cat sitting upright", "一只坐着的猫"),
    "two_cats": ("Two cats behind a keyboard", "两只猫坐在键盘后面"),
    "dog": ("The face of a dog", "一张狗脸"),
    "bird": ("A small bird on a branch", "树枝上的小鸟"),
    "fish": ("Fish in a pond, seen from above", "俯看池塘里的鱼"),
    "hills": ("Hills one behind the other under the sun", "阳光下层层的山丘"),
    "terraces": ("Terraced fields", "层层梯田"),
    "mountains": ("Steep mountains above the mist", "云雾上的山峰"),
    "sea": ("A sailing boat at sunset", "日落时的帆船"),
    "lanterns": ("Red lanterns over a river at night", "夜里河上的红灯笼"),
    "moon": ("The full moon over dark roofs", "屋顶上的满月"),
    "letter": ("A letter with a red seal", "一封盖着红印的信"),
    "envelope": ("Envelopes, one on the other", "叠在一起的信封"),
    "books": ("Books on a shelf", "书架上的书"),
    "open_book": ("An open book", "一本打开的书"),
    "street": ("A row of houses", "一排房子"),
    "market": ("A market stall with fruit", "水果摊"),
    "plant": ("A plant in a pot", "一盆植物"),
    "balcony": ("A window with plants in front of it", "窗前的植物"),
    "train": ("A train in front of hills", "山前的火车"),
    "cup": ("A steaming cup", "一杯热饮"),
    "teapot": ("A teapot and two cups", "一把茶壶和两只杯子"),
    "bread": ("A loaf of bread", "一个面包"),
    "cake": ("Round cakes with a pattern", "有花纹的圆饼"),
    "fruit": ("Fruit, whole and cut", "完整的和切开的水果"),
    "bicycle": ("A bicycle with flowers in its basket", "车筐里有花的自行车"),
    "umbrella": ("An umbrella in the rain", "雨中的伞"),
    "dress": ("A dress on a hanger", "衣架上的裙子"),
    "wardrobe": ("Clothes on a rail", "挂着的衣服"),
    "make_up": ("Lipsticks and a mirror", "口红和镜子"),
    "desk": ("A desk with a lamp and a notebook", "有台灯和本子的书桌"),
    "sofa": ("A sofa beside a lamp", "落地灯旁的沙发"),
    "flowers": ("Flowers in a vase", "花瓶里的花"),
    "pagoda": ("A pagoda in front of hills", "山前的塔"),
    "bridge": ("A stone bridge and its reflection", "石桥和倒影"),
    "snow": ("A house in the snow at night", "雪夜里的小屋"),
    "kite": ("Two kites in the wind", "风里的两只风筝"),
    "bag": ("A cloth bag with a flower on it", "印着花的布包"),
    "camera": ("A camera", "一台相机"),
    "blackboard": ("A blackboard with a curve", "画着曲线的黑板"),
    "map_of_a_walk": ("A map with a way drawn on it", "画着路线的地图"),
}
