"""What tells languages of one script apart where a text is too short for the model: letters and small words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

# Letters that, inside their script, only one of the candidates writes.
_LETTERS = {
    "Latn": (
        ("vi", re.compile("[ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)),
        ("tr", re.compile("[ığİ]")),
        ("pl", re.compile("[łęąśźżń]", re.IGNORECASE)),
        ("de", re.compile("[ß]")),
        ("es", re.compile("[ñ¿¡]", re.IGNORECASE)),
        ("pt", re.compile("[ãõ]", re.IGNORECASE)),
        ("cs", re.compile("[řůě]", re.IGNORECASE)),
        ("hu", re.compile("[őű]", re.IGNORECASE)),
        ("ro", re.compile("[țţ]", re.IGNORECASE)),
    ),
    "Cyrl": (
        ("uk", re.compile("[іїєґ]", re.IGNORECASE)),
        ("be", re.compile("[ў]", re.IGNORECASE)),
        ("ru", re.compile("[ыэё]", re.IGNORECASE)),
        ("sr", re.compile("[ђћјљњџ]", re.IGNORECASE)),
        ("kk", re.compile("[әғқңұһ]", re.IGNORECASE)),
    ),
    "Arab": (
        ("ur", re.compile("[ٹڈڑںےھہ]")),
        ("fa", re.compile("[پچژگکی]")),
        ("ar", re.compile("[ةىأإ]")),
    ),
    "Deva": (("mr", re.compile("[ळ]")), ("hi", re.compile("है|हैं|क्या|नहीं|में"))),
}
_LETTER_WEIGHT = 20.0
# Letters that a language can hardly do without, and the chance that one of its letters is none of them.
_MISSED = {
    "Cyrl": (
        ("uk", re.compile("[іїєґ]", re.IGNORECASE), 0.93),
        ("ru", re.compile("[ыэёъ]", re.IGNORECASE), 0.977),
        ("sr", re.compile("[ђћјљњџ]", re.IGNORECASE), 0.93),
        ("bg", re.compile("[ъщ]", re.IGNORECASE), 0.975),
    ),
    "Arab": (
        ("fa", re.compile("[پچژگکیيك]"), 0.88),
        ("ar", re.compile("[ةىأإيك]"), 0.94),
        ("ur", re.compile("[ٹڈڑںےھہ]"), 0.85),
    ),
}
_MOST_MISSED = 40  # letters: borrowed words and hasty typing set a limit to this sign

# Small words by which people know a language at once.
_WORDS_OF = {
    "en": (
        "call wait ask me stop look congratulations congrats is be buy try give find keep open close show us "
        "him step aside "
        "the and is are you i this that it my of to for with what how thanks thank hello hi so not have lol omg "
        "please yes love your im its good nice one was we they he she her his their our just like dont cant about "
        "from who when where why been had has did does doing can will would should today tomorrow yesterday because "
        "really very too much more new day morning night happy birthday best first never always gonna wanna tbh ngl "
        "idk same still need want know think feel look if but or be out up all at on by as an no idea problem cute "
        "luck bed soon help here go going see great job pic wow amazing coffee thing things people time way life "
        "work school home house friend friends food dog cat little big old long last next week weekend year "
        "everyone anyone someone something anything nothing sorry welcome sure yeah yep nope guys cool awesome "
        "beautiful pretty got made make take took said says tell told let lets get getting come came eat ate drink "
        "watch watching read reading listen write playing play tired hungry sad cold hot rain sunday monday tuesday "
        "wednesday thursday friday saturday mom dad sister brother baby miss waiting wait again also even than into "
        "after before over vibes mood cheers any some no't i'm it's don't can't you're that's"
    ),
    "es": (
        "el la los las que de y es un una por para con no muy mi tu gracias hola qué está como pero esto más buenos "
        "buenas días sí te me lo hoy amo del al se su sus yo ella nosotros ustedes ser estoy estas tengo tiene hay "
        "todo todos bien aquí aqui alguien donde dónde cuando cuándo porque también tambien ya muchas mucho ayer "
        "mañana noche noches nada feliz cumpleaños casa quiero voy vamos bonito chulo rico jaja jajaja jajajaja si "
        "en le les eso esta este esa ese cuanto cuánto quien quién fue era hace siempre nunca mejor gusta encanta "
        "nos vemos luego hasta buen provecho risa sueño cansado cansada dormir hermana hermano amigo amiga amigos "
        "abuelo abuela madre padre mamá papá hijo hija gato perro comida trabajo escuela clase tarea ayuda tarde "
        "semana lunes martes miércoles jueves viernes sábado domingo puedo puede quiere hacer hecho dijo dice ir "
        "fui fuimos nuevo nueva sin sobre entre desde rica cosas cosa gente vida tiempo vaya vale venga oye igual "
        "solo sólo favor algo nadie mismo peor grande pequeño lindo linda hermoso hermosa genial felicidades suerte "
        "besos saludos madrugada calor frio frío lluvia playa viaje caro barato comprar"
    ),
    "fr": (
        "le la les des et est un une pour avec pas je tu vous nous merci bonjour salut c'est très mon ma ça oui "
        "dans sur qui trop j'ai ce bonne du au aux il elle on se sa son ses mes tes que quoi mais ou où plus bien "
        "tout suis es sont ai as avez avons fait faire aller va vais j'en n'est d'un d'une qu'il l'on quelqu'un "
        "comment pourquoi quand aujourd'hui demain hier soir nuit jour encore jamais toujours anniversaire joyeux "
        "belle beau mdr ptdr stp svp coucou dit en ca y cette ces leur était c'était bon courage appétit dormir "
        "bientôt bientot sais soeur sœur frère besoin aide devoirs journée soirée parti rien mignon chien chat vive "
        "vacances amis ami amie mère père maman papa fils fille grand-mère travail boulot école cours semaine lundi "
        "mardi mercredi jeudi vendredi samedi dimanche peux peut veux veut faut fais dire nouveau nouvelle sans "
        "avant après maintenant chose choses vie temps gens gars même mieux pire grand petit magnifique génial "
        "super félicitations bisous chaud froid pluie mer voyage acheter notre seulement alors donc vraiment voilà "
        "parce quelle quel m'a t'es j'y d'accord l'ai"
    ),
    "de": (
        "der die das und ist ein eine nicht ich du wir mit für danke hallo guten sehr mein was wie auch auf ja "
        "heute noch aber schön er sie es ihr mich dich uns euch den dem des einen einem einer kein keine bin bist "
        "sind seid war waren habe hast hat haben wird werden kann kannst muss will von zu zum zur bei nach aus im "
        "am um wenn weil dass wer wo wann warum hier da dann so gut gute nacht morgen abend gestern immer nie schon "
        "wieder mal echt alles geburtstag liebe grüße meine dein deine na bitte endlich über unser appetit gehe "
        "schlafen bald glück weiß schwester bruder brauche hilfe hausaufgaben tag los gehts problem hab schönen "
        "freunde freund freundin mutter vater mama papa oma opa sohn tochter katze hund essen arbeit schule woche "
        "wochenende montag dienstag mittwoch donnerstag freitag samstag sonntag geht gehen macht machen mach sagt "
        "gesagt neu neue neuen ohne vorher jetzt dinge leben zeit leute jungs selbe besser groß klein schöne "
        "schönes wunderschön toll super glückwunsch küsse warm kalt regen meer reise kaufen unsere nur also "
        "wirklich vielleicht jemand niemand nichts etwas mehr viel viele vom beim ins diese dieser dieses ganz "
        "ganze müde hunger bis"
    ),
    "pt": (
        "o os as que de e é um uma para com não muito meu minha obrigado obrigada olá bom dia está você tudo isso "
        "mais sim hoje eu do da dos das no na em ao à se por pra pro nao vc vcs ele ela eles nós gente sou estou tô "
        "to tem tenho foi ser ter fazer vai vou vamos quero aqui onde quando porque também já ainda ontem amanhã "
        "noite boa nada feliz aniversário casa bem kkk kkkk kkkkk saudade lindo linda gostei demais essa esse este "
        "esta seu sua meus alguém quem quanto nunca sempre melhor sorte trabalho cansada cansado logo delicia "
        "delícia preciso ajuda irmã irmão dormir saudades sei valeu pessoal vem amigo amiga avó avô mãe pai filho "
        "filha gato cachorro comida escola aula prova semana segunda terça quarta quinta sexta sábado domingo posso "
        "pode quer faz fazendo fez disse diz ir fui nova novo sem sobre entre desde coisa coisas vida tempo cara "
        "nossa galera mano mesmo pior grande pequeno bonito bonita ótimo legal parabéns abraço beijo beijos calor "
        "frio chuva praia viagem caro barato comprar tá né aí lá cá até depois agora acho acabei perdi"
    ),
    "it": (
        "il lo gli che di e è un una per con non molto mio mia grazie ciao buongiorno sono questo anche più sì oggi "
        "come bella la le i del della dei delle dal nel nella al alla sul si mi ti ci vi ne io tu lui lei noi voi "
        "loro ho hai ha abbiamo hanno sei siamo era essere fare va vado andiamo voglio qui dove quando perché "
        "perche chi cosa quanto bene tutto tutti buona notte sera stasera domani ieri sempre mai ancora già "
        "compleanno auguri bello questa quello stato fatto buon appetito stanco stanca dormire sorella fratello "
        "fortuna so presto aiuto compiti scuola niente manca amico amica amici nonna nonno madre padre mamma papà "
        "figlio figlia gatto cane cibo lavoro settimana lunedì martedì mercoledì giovedì venerdì sabato domenica "
        "posso può vuole fa detto dice andare nuovo nuova senza dopo prima adesso ora cose vita tempo gente ragazzi "
        "dai proprio stesso meglio peggio grande piccolo bellissimo bellissima fantastico complimenti saluti baci "
        "caldo freddo pioggia mare viaggio comprare nostro solo così giù qualcuno qualcosa nessuno davvero vostra "
        "ecco"
    ),
    "nl": (
        "de het een en is niet ik je wij met voor dank hallo goed mijn wat hoe ook op van dit leuk lekker dat die "
        "zijn maar om aan er nog naar heb hebt heeft bij uit zo wel geen jij hij zij ons dag morgen vandaag"
    ),
    "pl": (
        "i w na nie to jest się że z do jak dziękuję cześć dobry bardzo mój dzień tak co ale już mam czy jestem są "
        "dla po od mnie ja ty"
    ),
    "tr": (
        "ve bir bu çok ne için teşekkürler merhaba günaydın nasıl değil ben sen var yok güzel bugün da de mi mı mu "
        "mü ama daha gibi kadar ile şu biz siz onlar benim senin cok guzel iyi geceler gün yarın dün şimdi tamam "
        "evet hayır lütfen kim nerede neden yine artık hiç her şey oldu olsun olmus kutlu tatlı afiyet görüşürüz "
        "şans bilmiyorum hadi sorun özledim kolay gelsin arkadaş arkadaşlar anne baba abla kardeşim oğlum kızım "
        "kedi köpek yemek iş okul hafta pazartesi salı çarşamba perşembe cuma cumartesi pazar yeni sonra önce hayat "
        "zaman insan insanlar kötü büyük küçük harika süper tebrikler sıcak soğuk yağmur deniz almak istiyorum "
        "biliyor gidiyorum geldim gittim oldum olarak olan bana sana onu beni seni bize size çünkü belki hep hiçbir "
        "sadece bence valla abi kanka ya yaa sabah akşam gece dersi ödev degil"
    ),
    "id": (
        "dan yang di ini itu saya aku kamu tidak terima kasih selamat pagi apa ada untuk dengan banget enak hari "
        "makan ke dari pada akan sudah belum bisa mau lagi juga saja aja nggak gak ga tau tahu kita kami mereka dia "
        "kalau kalo karena siapa mana dimana kapan kenapa gimana bagaimana berapa sekali sangat siang malam besok "
        "kemarin orang anak ibu bapak rumah jalan kerja lucu capek makasih semua wkwk wkwkwk dong sih deh kok ya "
        "yuk nih tuh lapar dulu terus semoga berhasil tidur sampai jumpa tolong bantu tugas panjang ayo mulai "
        "kangen keren teman ayah adik kakak nenek kakek kucing anjing makanan minum sekolah kantor minggu senin "
        "selasa rabu kamis jumat sabtu baru tanpa setelah sebelum sekarang hidup waktu orang-orang bagus baik buruk "
        "besar kecil cantik ganteng hujan panas dingin pantai beli jual harga mahal murah pergi pulang datang lihat "
        "nonton baca tulis main cari dapat pakai bikin gitu gini udah blm jg yg dgn utk tdk bgt sama loh wah aduh "
        "mantap suka sayang cinta hati tahun bulan jam"
    ),
    "vi": (
        "và là của tôi bạn không cảm ơn xin chào rất này có cho mình em anh chị ai gì nào đi được rồi quá lắm thì "
        "mà với trong ngày hôm nay mai sáng tối ngon đẹp nhé nha ạ khong minh toi ban qua hom chúc may mắn ngủ đây "
        "hẹn gặp lại biết giúp bài tập dài bắt đầu thôi sao nhớ nhà mẹ bố bè mèo chó ăn uống học làm việc tuần "
        "tháng năm mới cũ sau trước bây giờ cuộc sống người thời gian tốt xấu lớn nhỏ mưa nóng lạnh biển mua bán "
        "giá đắt rẻ về đến xem đọc viết chơi yêu thương vui buồn mệt vậy kia đó nữa cũng đang sẽ đã chưa phải hay "
        "hoặc nếu nhưng vì nên tam biet nho cute chao buoi sang ngay lam duoc"
    ),
    "sv": (
        "och att det är en ett inte jag du vi med för tack hej god mycket min vad som på av till den har om man han "
        "hon kan ska idag"
    ),
    "ro": "și este un o nu eu tu pentru cu mulțumesc bună foarte ce sunt la din că mai sa si am ai are",
    "cs": "a je to se na že děkuji ahoj dobrý velmi můj co jak jsem není ale tak už ve byl",
    "hu": "a az és nem egy hogy köszönöm szia jó nagyon van én is de meg csak ez mi",
    "tl": (
        "ang ng mga sa ako ikaw salamat hindi kumusta po ito na maganda ko mo ka siya natin kami tayo naman lang "
        "din rin ba nang kung gusto wala may kayo sila iyan doon dito oo opo magandang umaga gabi mahal kita"
    ),
    "ru": (
        "и не что я ты мы это как так вот был есть спасибо привет за мой моя очень да нет на с у но все всё в по из "
        "он она они вы мне тебя меня где когда почему кто сколько уже ещё еще опять снова хорошо пока только если "
        "чтобы или сегодня завтра вчера утро доброе день ночи спокойной хочу могу надо можно люблю ну же бы ли для "
        "от до про так-то нас всем удачи пойду спать встречи знаю помогите ничего мило красота приятного аппетита "
        "новый новая дома дом работа работу школа школу кот кошка собака мама папа друг друзья жизнь время люди "
        "человек лучше хуже большой маленький красиво круто класс поздравляю жарко холодно дождь море купить тоже "
        "потому ребята кстати вообще сейчас после перед без под над кого чего этот эта эти того этого давай ладно"
    ),
    "uk": (
        "і не що я ти ми це як так дякую привіт за мій моя дуже ні на з у але та в й до від він вона вони ви мені "
        "тебе мене де коли чому хто скільки вже ще знову добре тільки якщо щоб або сьогодні завтра вчора ранок день "
        "добраніч хочу можу треба можна люблю будь ласка нас всім про нарешті бо був є слава щасти піду спати "
        "зустрічі знаю допоможіть нічого мило краса смачного новий нова вдома дім робота роботу школа школу кіт "
        "кішка собака мама тато друг друзі життя час люди людина краще гірше великий маленький гарно круто клас "
        "вітаю спекотно холодно дощ море купити також тому зараз після перед без під над кого чого цей ця ці того "
        "цього завжди ніколи гарний гарна файно"
    ),
    "bg": "и не че аз ти ние това как благодаря здравей за мой много да на с но е са съм се от какво ще ли по",
    "sr": "и не да ја ти ми ово како хвала здраво за мој веома на с али је су сам се што шта од бити",
    "ar": (
        "في من على هذا هذه ما لا يا أن إلى مع كل هل أنا أنت نحن هو هي كان ليس شكرا مرحبا صباح مساء الخير جدا اليوم "
        "غدا أمس والله الحمد لله إن شاء كم أين متى كيف لماذا ماذا عن بعد قبل أريد عندي شو ايش انا مش بس ده دي "
        "بالتوفيق انام اللقاء أعرف ساعدوني الواجب هيا مشكلة حلو البيت أمي أبي صديق أصدقاء قطة كلب طعام عمل مدرسة "
        "أسبوع جديد الآن الحياة وقت الناس كبير صغير جميل رائع مبروك حار بارد مطر بحر شراء غالي رخيص فقط أيضا كثير "
        "جدي حبيبي يلا عم كتير"
    ),
    "fa": (
        "است از را که این آن به با در برای من تو ما شما خیلی سلام ممنون مرسی خوب خوبی هم می نمی چه چی کی کجا چرا "
        "امروز فردا دیروز شب صبح بخیر بود شد هست نیست دارم دارد باشه رفتم یک تا هر روز دلم برات شده خسته شدم موفق "
        "باشی میرم بخوابم زودی نمی‌دانم کمک روزی بزن بریم مشکلی ناز خونه میخوام می‌خواهم خانه مادر پدر دوست گربه سگ "
        "غذا کار مدرسه هفته جدید بعد قبل الان زندگی وقت آدم بزرگ کوچک عالی قشنگ تبریک گرم سرد باران دریا خرید گران "
        "ارزان همه هیچ فقط واقعا چقدر چطور چطوری"
    ),
    "ur": "ہے ہیں میں کا کی کے کو سے نے اور یہ وہ کیا نہیں شکریہ آپ ہم",
    "hi": (
        "है हैं था थी थे हो हूँ हूं में को का की के से ने और यह ये वह वो क्या नहीं नही बहुत मैं मेरा मेरी मेरे तुम "
        "आप हम कौन कहाँ कब क्यों कैसे कितने कर रहा रही रहे गया गई गए आज कल अच्छा अच्छी धन्यवाद शुक्रिया नमस्ते यार "
        "माँ हुआ बधाई मुबारक शुभ जन्मदिन चाहिए तैयार सब भी तो ही पर एक शुभकामनाएँ सोने जा फिर मिलेंगे पता मदद करो "
        "दिन चलो शुरू करें कोई बात प्यारा घर याद नया नई खाना काम स्कूल दोस्त भाई बहन पापा बिल्ली कुत्ता समय लोग "
        "बड़ा छोटा सुंदर मस्त गर्मी ठंड बारिश अभी बाद पहले बिना सिर्फ कुछ सबसे वाला वाली गयी लिए साथ"
    ),
    "mr": "आहे आहेत नाही मी तू काय आणि मला तुला हे ते माझा माझी माझे खूप कसे कुठे धन्यवाद होता होती झाला झाली",
    "ne": "छ छन् छैन हो म तिमी तपाईं मलाई लाई र को मेरो धेरै कस्तो कहाँ धन्यवाद भयो गर्न गर्नु हुन्छ पनि",
}  # fmt: skip
_KNOWN: dict[str, list[str]] = defaultdict(list)
for _language, _small in _WORDS_OF.items():
    for _word in dict.fromkeys(_small.split()):
        _KNOWN[_word].append(_language)
_LOOKED_AT = 24


def signs(script: str, words: str, kept: str) -> dict[str, float]:
    """By how much to multiply the chance of each language; `words` holds the marks too (¿), `kept` letters only."""
    found: dict[str, float] = defaultdict(lambda: 1.0)
    for language, letters in _LETTERS[script]:
        if letters.search(words):
            found[language] *= _LETTER_WEIGHT
    for language, letters, chance in _MISSED.get(script, ()):
        if not letters.search(kept):
            found[language] *= chance ** min(len(kept), _MOST_MISSED)
    for word in kept.lower().replace("’", "'").split()[:_LOOKED_AT]:
        known_by = _KNOWN.get(word, ())
        for language in known_by:
            found[language] *= 3.0 if len(known_by) == 1 else 1.8 if len(known_by) == 2 else 1.3
    return found


# Laughing and humming: the same in all languages.
_SOUNDS = re.compile(
    r"(?:[hj]?[aeiou]h?){1,2}|(?:h[aeiu]){2,}h?|lo+l|l[mo]+ao|xd+|(?:xo){2,}|w+|hm+|mm+|wo+w|u?gh|a+w+|o+h+", re.I
)


def is_sound(word: str) -> bool:
    return len(word) < 20 and _SOUNDS.fullmatch(word) is not None


def known_by(word: str) -> Sequence[str]:
    """The languages that have this among their small words."""
    return _KNOWN.get(word, ())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Chinese and Japanese in Latin letters, as learners and old keyboards write them.
_PINYIN_WORDS = _words(
    """
    wo ni ta women nimen tamen shi bu bushi hen le ma ne zai you meiyou hao xiang yao zhe zhege nage na shenme
    zenme weishenme xiexie nihao dajia xihuan ai chi qu lai zhongguo zhongwen hanyu jintian mingtian zuotian
    xianzai kaixin haochi jiayou baobao pengyou laoshi xuesheng xuexi mao gou jia ren de he dou hai jiu keyi
    zhidao gaoxing mingzi duoshao qian xin
    """
)
_PINYIN_ONLY = _words(
    """
    nihao xiexie dajia xihuan jintian mingtian zuotian xianzai shenme zenme weishenme zhongguo zhongwen women
    nimen tamen meiyou zhege nage pengyou laoshi xuesheng xuexi kaixin haochi jiayou zhidao gaoxing mingzi duoshao
    bushi
    """
)
_INITIAL = "(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?"
_FINAL = "(?:i?ang|iong|[iu]an|uang|ing|eng|ong|[aeiuü]n|iao|uai|[aeo]i|[ao]o|ao|ou|i[aeou]|u[aeio]|üe|er|[aeiouü])"
_PINYIN = re.compile(rf"(?:{_INITIAL}{_FINAL}[1-5]?'?){{1,4}}")
_PINYIN_TONES = re.compile("[ǎǐǒǔǚǜǘǖ]")  # ā é ì are written by others too
_ROMAJI_WORDS = _words(
    """
    watashi boku anata kimi wa ga wo ni no ka ne yo desu deshita masu arigatou arigato gozaimasu konnichiwa
    konbanwa ohayou ohayo sayonara kudasai sugoi kawaii oishii totemo kyou kinou ashita nihon nihongo nani doko
    daisuki suki hai iie sumimasen gomen gomennasai mata ne kara made mo to de kore sore are tabetai ikitai genki
    tanoshii samui atsui hajimemashite yoroshiku onegaishimasu itadakimasu tadaima okaeri janai
    """
)
_ROMAJI_ONLY = _words(
    """
    watashi desu deshita arigatou arigato gozaimasu konnichiwa konbanwa ohayou kudasai oishii totemo kyou nihongo
    daisuki sumimasen gomennasai hajimemashite yoroshiku onegaishimasu itadakimasu tadaima okaeri sugoi kawaii
    """
)
_ROMAJI = re.compile(
    r"(?:(?:[kgsztdnhbpmr]y|[st]h|ch|ts|kk|tt|pp|ss|tch|[kgsztdnhbpmryjwf])?[aiueoāīūēō]|n(?![aiueo]))+|\w*m(?:asu|ashita|asen)"
)


def romanised(kept: str) -> str:
    """`zh` or `ja` where Latin letters spell Chinese or Japanese, else nothing."""
    words = kept.lower().replace("’", "'").split()
    known = set(words)
    if (known & _PINYIN_ONLY or len(known & _PINYIN_WORDS) >= 3 or _PINYIN_TONES.search(kept)) and _spelt(
        words, _PINYIN, _PINYIN_WORDS, _PINYIN_ONLY
    ):
        return "zh"
    if (known & _ROMAJI_ONLY or any(word.endswith(("mashita", "masen")) for word in words)) and _spelt(
        words, _ROMAJI, _ROMAJI_WORDS, _ROMAJI_ONLY
    ):
        return "ja"
    return ""


def _spelt(words: list[str], syllables: re.Pattern[str], usual: frozenset[str], only: frozenset[str]) -> bool:
    """Nearly every word can be read so, and no other language knows more of them."""
    plain = [word.translate(_WITHOUT_TONES) for word in words]
    fitting = sum(syllables.fullmatch(word) is not None for word in plain)
    strange = sum(word not in usual and bool(_KNOWN.get(word)) for word in plain)
    at_home = sum(word in usual for word in plain) + sum(word in only for word in plain)
    return fitting >= 0.8 * len(words) and strange < at_home and at_home * 3 >= len(words)


_WITHOUT_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü")
