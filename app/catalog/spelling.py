"""Words that people write in two ways: whoever types the one means the other too."""

BEGINNING = 4
"""Fewer letters do not yet tell which word it is going to be."""

GROUPS = """
    alpokat alpukat | anduk handuk | apotek apotik | asam asem | asin asen | bakpao bakpau | bakso baso
    beras bras | brownies brownis | cabai cabe | cokelat coklat | cookies kukis | cream krim | coffee kopi
    donat donut | duren durian | gelas glas | gulai gule | hijau ijo | hitam item | jeans jins | kaos kaus
    kedelai kedele | kelapa klapa | kelengkeng lengkeng klengkeng | kelepon klepon | keripik kripik keripek kripek
    kerudung krudung | kerupuk krupuk | korma kurma | kue kueh | loenpia lumpia lunpia | mi mie
    mukena mukenah | nanas nenas | naget nugget nuget | pedas pedes | pempek empek | peyek rempeyek
    randang rendang | risol risoles | sambal sambel | sampo shampo shampoo | sandal sendal | satai sate
    serundeng srundeng | siomai siomay somay | sirop sirup | sop sup | stroberi strawberry | tahu tofu
    tapai tape | tea teh | telor telur | tempe tempeh | terasi trasi | tisu tissue | yoghurt yogurt
"""
ALIKE = [tuple(group.split()) for group in GROUPS.split("|")]
TWINS = {word: group for group in ALIKE for word in group}


def spellings(word: str) -> list[str]:
    """The word as typed, and every other way to write it or what it begins to be: "krip" gives keripik too."""
    if word in TWINS or len(word) < BEGINNING:
        return [word, *(twin for twin in TWINS.get(word, ()) if twin != word)]
    meant = (twin for one, group in TWINS.items() if one.startswith(word) for twin in group)
    return list(dict.fromkeys([word, *(twin for twin in meant if not twin.startswith(word))]))
