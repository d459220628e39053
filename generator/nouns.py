"""English nouns whose plural no rule gives, in lower case."""

from __future__ import annotations

_PAIRS = """
    person/people child/children man/men woman/women datum/data
    shelf/shelves bookshelf/bookshelves half/halves knife/knives life/lives loaf/loaves
    thief/thieves wife/wives wolf/wolves axis/axes crisis/crises thesis/theses
    diagnosis/diagnoses hero/heroes echo/echoes potato/potatoes tomato/tomatoes
    quiz/quizzes lens/lenses bus/buses virus/viruses bonus/bonuses campus/campuses
    atlas/atlases bias/biases movie/movies cookie/cookies calorie/calories selfie/selfies
"""
#: Singulars with their plurals.
PLURALS = {one: many for one, _, many in (pair.partition("/") for pair in _PAIRS.split())}
#: Plurals that are not the only ones of their nouns.
_OTHERS = {"indices": "index", "matrices": "matrix", "vertices": "vertex"}
#: Plurals with their singulars; data are not counted.
SINGULARS = {many: one for one, many in PLURALS.items() if many != "data"} | _OTHERS
