"""Sentences for a village made of nothing but numbers: our own words, in eight languages."""

SENTENCES = {
    "zh-Hans": [
        "今天在河边吃了一碗热汤面。",
        "我家的猫又睡在键盘上了。",
        "有人知道这个词用西班牙语怎么说吗？",
        "下雨天最适合看书。",
    ],
    "en": [
        "The market opens at six and smells of bread.",
        "My cat has opinions about Mondays.",
        "How do you peel a lychee?",
    ],
    "es": [
        "Mi abuela cocina el arroz con mucha paciencia.",
        "El tren llegó tarde y nadie se quejó.",
        "¿Quién quiere café?",
    ],
    "ja": ["駅前の桜がやっと咲きました。", "このスープ、思ったより辛いです。", "明日は早起きして山に登ります。"],
    "ko": ["오늘은 하늘이 정말 맑아요.", "김치찌개를 처음 끓여 봤어요.", "이 단어는 무슨 뜻이에요?"],
    "fr": ["Le boulanger connaît tous les chats du quartier.", "Il pleut, donc je lis."],
    "ru": ["Во дворе снова играют дети.", "Чай остыл, а разговор нет."],
    "ar": ["القهوة هنا أقوى من المطر.", "تعلمت اليوم كلمة جديدة."],
}
TAGS = ["food", "美食", "gato", "学中文", "letters", "여행", "книги", "hotpot"]
