"""Figures and addresses that are never prices: phones, accounts, links, dates, hours, percentages."""

_LINK = (
    r"https?://\S{1,500}|www\.\S{1,300}|"
    r"[\w\-]{1,40}(?:\.[\w\-]{1,30}){0,3}"
    r"\.(?:com|id|me|ly|shop|store|net|link|ee)(?![\w.])(?:/\S{0,300})?"
)
_HANDLE = r"[\w.+\-]{1,60}@[\w\-]{1,40}(?:\.\w{1,10}){1,3}|@[a-z_][\w.]{2,40}"
_PHONE = (
    r"(?:\+|00)?62[\s\-.]?8\d{1,3}(?:[\s\-.]?\d{2,5}){2,4}"
    r"|\(?0\d{2,3}\)?[\s\-.]{0,3}\d{3,5}(?:[\s\-.]?\d{2,5}){1,3}|\+\d{8,15}"
)
_ACCOUNT = r"\d{3,6}(?:-\d{1,7}){2,4}|\d{4}(?:\s\d{4}){2,4}|\d{10,20}(?!\s?(?:rb|k|jt|,-))"
_MONTHS = (
    "jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|jun[i]?|jul[i]?|agu(?:stus)?|agt|ags|"
    "sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?"
)
_DATE = (
    rf"\d{{1,2}}(?:\s?-\s?\d{{1,2}})?\s(?:{_MONTHS})(?![a-z])(?:\s(?:20)?\d\d(?!\d))?|(?:{_MONTHS})\s20\d\d(?!\d)"
    r"|\d{1,2}[/\-]\d{1,2}[/\-]20\d\d(?!\d)|(?:tgl|tanggal|exp|expired|ed)\.?\s?[:=]?\s?\d{1,4}(?:[/\-.]\d{1,4}){0,2}(?!\w)|h\s?[-+]\s?\d{1,2}(?!\w)"
)
_HOUR = r"\d{1,2}[.:]\d{2}"
_UNTIL = r"\s?(?:-|–|s/d|s\.d\.?|sd|sampai|hingga)\s?"
_ZONE = r"(?:\s?(?:wib|wita|wit|pagi|siang|sore|malam|am|pm)(?![a-z]))"
_TIME = (
    rf"(?:jam|pukul|pkl|pk)\.?\s?\d{{1,2}}(?:[.:]\d{{2}})?{_ZONE}?(?:{_UNTIL}\d{{1,2}}(?:[.:]\d{{2}})?)?{_ZONE}?(?![\w.])"
    rf"|{_HOUR}{_UNTIL}{_HOUR}(?!\d){_ZONE}?|\d{{1,2}}:\d{{2}}(?!\w){_ZONE}?|{_HOUR}{_ZONE}"
)
_PERCENT = r"\d{1,3}(?:[.,]\d{1,2})?\s?%"

PATTERN = "|".join(f"(?:{part})" for part in (_LINK, _HANDLE, _PHONE, _DATE, _TIME, _ACCOUNT, _PERCENT))
