"""Every fault a questionnaire can have, in one place: code, what is wrong, what to do about it."""

from enum import Enum

from survey_definitions.problems import Problem


class Fault(Enum):
    """A kind of fault; `what` and `remedy` are templates filled in where it is found."""

    UNREADABLE = (
        "DEF01",
        "The file cannot be read: {reason}.",
        "Check that the path is right and that you may read the file.",
    )
    ENCODING = (
        "DEF02",
        "The file is not UTF-8 text: byte {number} cannot be decoded.",
        "Save the file again and choose the encoding UTF-8.",
    )
    SYNTAX = (
        "DEF03",
        "The file is not valid TOML: {reason}.",
        "Correct this line; most often a quotation mark, an equals sign or a bracket is missing.",
    )
    MISSING_KEY = (
        "DEF04",
        "{key!r} is missing or empty.",
        "Add it; docs/how-to/new-questionnaire.md lists the keys that are needed.",
    )
    UNKNOWN_KEY = (
        "DEF05",
        "{key!r} is not a key that is known here.",
        "Correct the spelling or remove it; known here: {known}.",
    )
    WRONG_TYPE = (
        "DEF06",
        "{key!r} is {found}, but must be {wanted}.",
        "Correct it; docs/how-to/new-questionnaire.md shows how it is written.",
    )
    BAD_ID = (
        "DEF07",
        "{value!r} is not a well-formed {key}.",
        "Use lower-case letters, digits and single hyphens, beginning with a letter, such as 'skm-2017'.",
    )
    ID_DIFFERS = (
        "DEF08",
        "The id is {value!r}, but the file is called {file!r}.",
        "Give both the same name: the file of 'skm-2017' is 'skm-2017.toml'.",
    )
    BAD_KEY = (
        "DEF09",
        "{value!r} is not a well-formed key.",
        "Use at most 40 lower-case letters, digits and underscores, beginning with a letter, such as 'waktu'.",
    )
    RESERVED_KEY = (
        "DEF10",
        "{value!r} is the name of a column that every answer has.",
        "Choose another key for the question.",
    )
    PERSONAL_KEY = (
        "DEF11",
        "{value!r} would ask who the respondent is.",
        "Remove the question: name, NIK, phone, e-mail and address are never asked (SKM20).",
    )
    DUPLICATE_KEY = (
        "DEF12",
        "The {noun} {value!r} occurs more than once.",
        "Give every {noun} a key of its own.",
    )
    MISSING_LANGUAGE = (
        "DEF13",
        "The text in {language} is missing or empty.",
        "Write the text in Indonesian (id) and in English (en).",
    )
    UNKNOWN_WORD = (
        "DEF14",
        "{value!r} is not a known {noun}.",
        "Use one of: {known}.",
    )
    PUBLICATION_UNFIT = (
        "DEF15",
        "The publication class {value!r} does not fit a question of the type {noun!r}.",
        "Use one of: {known}.",
    )
    ONE_CHOICE = (
        "DEF16",
        "There is only one choice.",
        "List at least two choices, each with value, id and en.",
    )
    CHOICES_OFF_SCALE = (
        "DEF17",
        "The choices are {found}, but the scale has {wanted}.",
        "Write one choice for each value of the scale and no other.",
    )
    DUPLICATE_CHOICE = (
        "DEF18",
        "The value {value!r} is given to more than one choice.",
        "Give every choice a value of its own.",
    )
    BAD_CHOICE_VALUE = (
        "DEF19",
        "{value!r} is not a well-formed value of a choice.",
        "Use letters, digits and underscores, such as 'SMA'.",
    )
    MAPS_TO_UNKNOWN = (
        "DEF20",
        "maps_to {value!r} is not an official choice of this question.",
        "Name the value of a choice that has no maps_to itself: {known}.",
    )
    LIST_POSITION = (
        "DEF21",
        "The list positions are {found}, but must be 1 to {count}, each once.",
        "Number the scale questions in the order in which tables and charts show them (SKM02).",
    )
    WEIGHT_NOT_FRACTION = (
        "DEF22",
        "The weight of {key!r} is {value!r}, which is not a fraction.",
        'Write it exactly, in quotes, such as "1/9"; decimals like 0.11 change grades (SKM12).',
    )
    WEIGHT_NOT_POSITIVE = (
        "DEF23",
        "The weight of {key!r} is {value}, but must be greater than 0.",
        "Correct the weight, or remove its line to leave the question out of the index.",
    )
    WEIGHTS_SUM = (
        "DEF24",
        "The weights sum to {total}, not to 1.",
        "Correct the weights until they sum to exactly 1 (SKM04).",
    )
    WEIGHT_UNSCORED = (
        "DEF25",
        "There is a weight for {key!r}, but {reason}.",
        "Name a published question of the type 'scale', or remove the weight.",
    )
    GRADE_MINIMUM = (
        "DEF26",
        "The minimum {value!r} is not a number with at most 2 decimals.",
        'Write it in quotes, such as "88.31": grades are read from the index rounded to 2 decimals (SKM13).',
    )
    GRADE_ORDER = (
        "DEF27",
        "The minimum {value} does not lie below that of the grade before it, {before}.",
        "List the grades from the best to the worst.",
    )
    GRADE_LOWEST = (
        "DEF28",
        "The last grade begins at {value}, but the lowest possible index is {lowest}.",
        "Let the last grade begin exactly at {lowest}, so that every index has a grade.",
    )
    GRADE_UNREACHABLE = (
        "DEF29",
        "The minimum {value} lies above the highest possible index, {highest}.",
        "Correct the minimum, the multiplier or the scale.",
    )
    BOUNDS = (
        "DEF30",
        "The minimum {minimum} does not lie below the maximum {maximum}.",
        "Correct the two bounds.",
    )
    OUT_OF_RANGE = (
        "DEF31",
        "{key!r} is {value}, but must lie from {least} to {most}.",
        "Correct the number.",
    )
    LIVE_CHANGED = (
        "DEF32",
        "A live questionnaire has this id, and the content of this file differs from it.",
        "Undo the change; what is live never changes, so a change is a new version with a new id.",
    )
    LIVE_UNRECORDED = (
        "DEF33",
        "The questionnaire is live, but its content has not been recorded.",
        "Record it with: python -m survey_definitions.digests --add",
    )
    ITEM_KEYLESS = (
        "DEF34",
        "The item of the test has no key.",
        'Name the value of the right choice, such as answer = "B".',
    )
    ITEM_KEY_UNKNOWN = (
        "DEF35",
        "The key {value!r} is none of the choices.",
        "Name the value of the right choice: {known}.",
    )
    ITEM_OUTSIDE_TEST = (
        "DEF36",
        "The item {key!r} belongs to a test, but the questionnaire has no [scoring].",
        "Add [scoring] in place of [scale] and [index], or give the question another type.",
    )
    TEST_EMPTY = (
        "DEF37",
        "The test has no item.",
        "Add questions of the type 'item', or replace [scoring] by [scale] and [index].",
    )
    TEST_SUBJECT = (
        "DEF38",
        "A {noun} belongs to a training, but the subject is 'service'.",
        'Write subject = "training".',
    )
    REPEATED_UNFIT = (
        "DEF39",
        "The question {key!r} stands in a repeated section, but its type is {noun!r}.",
        "Only questions of the type 'scale' are repeated; move it into a section of its own.",
    )
    FORMS_DIFFER = (
        "DEF40",
        "Its {items} items earn {points}, the {their_items} of the parallel form {other!r} earn {their_points}.",
        "Parallel forms are compared with each other, so give them the same number of items and points (TRN03).",
    )

    def __init__(self, code: str, what: str, remedy: str) -> None:
        self.code = code
        self.what = what
        self.remedy = remedy

    def at(self, where: str, **words: object) -> Problem:
        """Describe one occurrence of this fault at the place `where`."""
        return Problem(
            code=self.code,
            where=where,
            what=self.what.format(**words),
            remedy=self.remedy.format(**words),
        )
