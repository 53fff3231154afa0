"""A small honest guess whether an answer is in another language than English: by its script, else by its little words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MIN_WORDS = 3  # below this, words of Latin script say too little about their language
MIN_LETTERS = 2
MIN_HITS = 2
MIN_SHARE = 0.25

_ENGLISH = frozenset(
    "the and to of is it was i my me you we they he she in on for with that this not no are be have has had do dont did at so "
    "but as all very good more can could would should when what there their your our from or if an just get been too help "
    "like people them us about out up who how because need want know some go make were am im its than".split()
)
# Words that are frequent in the language and not English words.
_OTHERS = {
    "Slovak or Czech": "som sme ste sú je nie ani keď ked pre aby ale alebo lebo pretože že ze čo co ako kde tu tam môj moj moja moje "
    "mňa mna mi sa si by bol bola bolo byť byt mám mam má máme chcem chcel chcela nemám nemam nie viac veľa vela dobre dobrý škola skola "
    "doma ľudia ludia všetko vsetko nič nic veľmi velmi jsem jsme jsou není neni protože když kdyz nebo aby také taky hodně hodne lidi lidé "
    "pomohli pomoc pomáhajú pomahaju nám nam ich naša nasa nás nas ktorý ktory ktorí bezpečne bezpecne",
    "Polish": "jest są nie się sie że ze jak ale albo dla czy bo co tak tu tam mój moj moja moje mnie mi nam nas być byc był była było mam ma "
    "mamy chcę chce bardzo dobrze więcej wiecej dużo duzo szkoła szkole domu ludzie wszystko nic żeby zeby tylko jestem są przez przy "
    "kiedy gdzie który ktory która pomoc pomogli nikt dziękuję dziekuje",
    "Romanian": "este sunt nu să sa și si că ca pentru mai mult multe foarte bine dar sau cum unde când cand ce eu noi ei mă ma mi ne vă va "
    "am avem au vreau fost acasă acasa școală scoala școala oameni totul nimic din cu la pe în prea despre trebuie ajutor ajutat mulțumesc "
    "multumesc bun bună buna frică frica",
    "Urdu or Punjabi": "hai hain hun hoon tha thi nahi nahin nai mein mujhe mujhay muje hum humein hamain ham aap ap tum kya kyun kyu kyunki "
    "kia ka ki ko ke kay se say bohat bohot bahut boht acha achi achay accha theek thik sab kuch koi bhi aur ya jab tab yahan wahan "
    "ghar zyada ziada madad chahiye chaiye karo karna karte karta karti raha rahi rahe log bacho bachon mera meri mere hamari hamara apna nu vich",
}
_OTHER_WORDS = {language: frozenset(words.split()) - _ENGLISH for language, words in _OTHERS.items()}
_OTHER_LETTERS = frozenset("ľščťžýáíúôäňřůąęłśżźćńăâîșşțţďĺŕěđőű")


def is_another_language(text: str, words: Sequence[str]) -> bool:
    """Whether an answer is, more likely than not, written in another language; short Latin answers count as English.

    `words` are the lower-case words of the text. A guess for sorting: a person decides.
    """
    letters = [char for char in text if char.isalpha()]
    foreign = sum(1 for char in letters if not unicodedata.name(char, "").startswith("LATIN"))
    if foreign >= MIN_LETTERS and foreign * 2 > len(letters):
        return True
    if len(words) < MIN_WORDS:
        return False
    english = sum(1 for word in words if word in _ENGLISH)
    marked = sum(1 for word in words if not _OTHER_LETTERS.isdisjoint(word))
    hits = max(
        sum(1 for word in words if word in own or not _OTHER_LETTERS.isdisjoint(word)) for own in _OTHER_WORDS.values()
    )
    enough = hits >= MIN_HITS and hits > english and hits >= MIN_SHARE * len(words)
    return enough and (marked > 0 or hits > MIN_HITS or hits * 2 > len(words))
