"""Phím Telex, VNI còn sót: a name that came as a typing aid's keys, put into letters if certain.

Some readers send `NGUYEENX VAWN A` or `NGUYE64N VA8N A` and count on a typing aid to make letters of it.
Where none is on, Vietnamese spelling tells what was meant: every word must be a syllable that exists.
"""

from __future__ import annotations

import re
import unicodedata

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TELEX_TONES = {"f": _GRAVE, "s": _ACUTE, "r": _HOOK, "x": _TILDE, "j": _DOT}
_VNI_TONES = {"2": _GRAVE, "1": _ACUTE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_ONSET = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo "
    "ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach "
    "oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot ô ôc ôi "
    "ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya "
    "uych uyên uyêt uynh uyt uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt "
    "ươu ưt ưu y yêm yên yêng yêt yêu"
)
_ONSETS, _RIMES = (frozenset(words.split(" ")) for words in (f"{_ONSET} ", _RIME))  # none is an onset too
_VOWELS = "aăâeêioôơuưy"
_STOPPED = ("c", "ch", "p", "t")  # after these a syllable has only the rising or the heavy tone


def spelled(name: str) -> str | None:
    """Return a name made of typed keys in its letters, in its capitals; None where that is not certain."""
    if not name.isascii():
        return None
    words = name.lower().split()
    for spell in (_telex, _vni):
        meant = [_syllable(word) or spell(word) for word in words]
        if meant and all(meant) and meant != words:
            made = " ".join(one for one in meant if one)
            return made.upper() if name.isupper() else made.title()
    return None


def residue(text: str) -> tuple[str, ...]:
    """Words of an address or another text that are surely typed keys, as `phuwowngf`, `d9u7o7ng2`."""
    return tuple(word for word in re.findall(r"\w+", text) if _is_keys(word.lower()))


def _is_keys(word: str) -> bool:
    """One key, or tones alone, may be a foreign word's own letters; j and w are in no Vietnamese word."""
    if not word.isascii() or not word[0].isalpha() or _syllable(word):
        return False
    if re.search("[6-9]", word):
        return _vni(word) is not None
    made = _telex(word)
    marked = re.search("aa|ee|oo|dd", word) is not None
    return made is not None and (
        re.search("[jw]", word) is not None or (marked and len(word) - len(made) > 1)
    )


def _syllable(word: str) -> str | None:
    """The word itself where it is spelled rightly without a mark."""
    return word if word.isalpha() and _exists(word) else None


def _telex(word: str) -> str | None:
    if not word.isalpha():
        return None
    letters, tone = "", ""
    for key in word:
        vowels = any(letter in _VOWELS for letter in letters)
        if key in _TELEX_TONES and vowels:
            tone = _TELEX_TONES[key]
        elif key == "w":
            letters = _horned(letters) or f"{letters}ư"
        elif key in "aeo" and key in letters:
            at = letters.rindex(key)
            letters = letters[:at] + {"a": "â", "e": "ê", "o": "ô"}[key] + letters[at + 1 :]
        elif key == "d" and letters.startswith("d"):
            letters = f"đ{letters[1:]}"
        else:
            letters += key
    return _with_tone(letters, tone)


def _vni(word: str) -> str | None:
    letters, tone = "", ""
    for key in word:
        if key in _VNI_TONES and letters:
            tone = _VNI_TONES[key]
        elif key == "9" and letters.startswith("d"):
            letters = f"đ{letters[1:]}"
        elif key in "678" and letters:
            changed = _marked(letters, key)
            if changed is None:
                return None
            letters = changed
        elif key.isdigit():
            return None
        else:
            letters += key
    return _with_tone(letters, tone)


def _marked(letters: str, key: str) -> str | None:
    if key == "7":
        return _horned(letters, breve=False)
    meant = {"6": {"a": "â", "e": "ê", "o": "ô"}, "8": {"a": "ă"}}[key]
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in meant:
            return letters[:at] + meant[letters[at]] + letters[at + 1 :]
    return None


def _horned(letters: str, *, breve: bool = True) -> str | None:
    """The hook of ư and ơ, on both of `uo`; with `breve` also the bow of ă."""
    if "uo" in letters:
        return letters.replace("uo", "ươ")
    for at in range(len(letters) - 1, -1, -1):
        meant = {"u": "ư", "o": "ơ", **({"a": "ă"} if breve else {})}.get(letters[at])
        if meant:
            return letters[:at] + meant + letters[at + 1 :]
    return None


def _with_tone(letters: str, tone: str) -> str | None:
    """The syllable with its tone where it belongs; None where there is no such syllable."""
    if not _exists(letters, tone):
        return None
    if not tone:
        return letters
    onset, rime = _split(letters)
    found = re.match(rf"[{_VOWELS}]+", rime)
    cluster = found.group() if found else ""
    at = _place(cluster, closed=len(rime) > len(cluster)) + len(onset)
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])


def _place(cluster: str, *, closed: bool) -> int:
    """Which vowel bears the tone: the marked one, the last before a consonant, else the last but one."""
    marked = [at for at, letter in enumerate(cluster) if letter in "ăâêôơư"]
    if marked:
        return marked[-1]
    if closed or len(cluster) == 1:
        return len(cluster) - 1
    return len(cluster) - 2


def _exists(letters: str, tone: str = "") -> bool:
    onset, rime = _split(letters)
    if onset not in _ONSETS or rime not in _RIMES:
        return False
    return not (tone and rime.endswith(_STOPPED) and tone not in {_ACUTE, _DOT})


def _split(letters: str) -> tuple[str, str]:
    """Onset and rime; `qu` and `gi` belong to the onset where a vowel follows."""
    if letters.startswith(("qu", "gi")) and letters[2:3] in tuple(_VOWELS):
        return letters[:2], letters[2:]
    found = re.match(rf"[^{_VOWELS}]*", letters)
    at = found.end() if found else 0
    return letters[:at], letters[at:]
