"""Tables of step m005: trainings, other changes, promises and replies, opening hours. A step never changes."""

PROGRAMME = (
    """
    CREATE TABLE hours (
        agency TEXT REFERENCES agency(code), day TEXT NOT NULL, opens TEXT NOT NULL, closes TEXT NOT NULL,
        UNIQUE (agency, day, opens)
    ) STRICT
    """,
    """
    CREATE TABLE programme (
        code TEXT PRIMARY KEY, name_id TEXT NOT NULL, name_en TEXT NOT NULL, note TEXT NOT NULL,
        retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE training (
        code TEXT PRIMARY KEY, programme TEXT REFERENCES programme(code), title_id TEXT NOT NULL,
        title_en TEXT NOT NULL, method TEXT NOT NULL, topic TEXT NOT NULL, level TEXT NOT NULL,
        jp INTEGER NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, provider TEXT NOT NULL,
        unsur TEXT NOT NULL, declared_on TEXT, evaluated_from TEXT, retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE session (
        training TEXT NOT NULL REFERENCES training(code), number INTEGER NOT NULL, day TEXT NOT NULL,
        subject_id TEXT NOT NULL, subject_en TEXT NOT NULL, jp INTEGER NOT NULL, trainer TEXT,
        UNIQUE (training, number)
    ) STRICT
    """,
    """
    CREATE TABLE participation (
        training TEXT NOT NULL REFERENCES training(code), agency TEXT NOT NULL REFERENCES agency(code),
        staff INTEGER NOT NULL, participants INTEGER NOT NULL CHECK (participants <= staff),
        completed INTEGER NOT NULL CHECK (completed <= participants), UNIQUE (training, agency)
    ) STRICT
    """,
    """
    CREATE TABLE nomination (
        training TEXT NOT NULL REFERENCES training(code), agency TEXT NOT NULL REFERENCES agency(code),
        nominated_on TEXT NOT NULL, reason TEXT NOT NULL, lot INTEGER, UNIQUE (training, agency)
    ) STRICT
    """,
    """
    CREATE TABLE event (
        agency TEXT NOT NULL REFERENCES agency(code), service TEXT REFERENCES service(code),
        happened_on TEXT NOT NULL, kind TEXT NOT NULL, text_id TEXT NOT NULL, text_en TEXT NOT NULL,
        UNIQUE (agency, service, happened_on, kind)
    ) STRICT
    """,
    """
    CREATE TABLE follow_up (
        code TEXT PRIMARY KEY, agency TEXT NOT NULL REFERENCES agency(code),
        service TEXT REFERENCES service(code), period TEXT, unsur TEXT, said_id TEXT NOT NULL,
        said_en TEXT NOT NULL, action_id TEXT NOT NULL, action_en TEXT NOT NULL,
        owner TEXT NOT NULL REFERENCES agency(code), due TEXT NOT NULL, status TEXT NOT NULL, done_on TEXT,
        evidence TEXT, retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE reply (
        agency TEXT NOT NULL REFERENCES agency(code), period TEXT NOT NULL, signal TEXT NOT NULL,
        replied_on TEXT NOT NULL, text_id TEXT NOT NULL, text_en TEXT NOT NULL,
        UNIQUE (agency, period, signal)
    ) STRICT
    """,
)
