"""Tables of the steps m018 and m019: what a roll-out needs, invitations and answers. A step never changes."""

ROLL_OUT = (
    """
    CREATE TABLE leader_commitment (
        code TEXT PRIMARY KEY, agency TEXT NOT NULL REFERENCES agency(code),
        programme TEXT REFERENCES programme(code), support TEXT NOT NULL, made_on TEXT NOT NULL,
        text_id TEXT NOT NULL, text_en TEXT NOT NULL, due TEXT NOT NULL, status TEXT NOT NULL, done_on TEXT,
        evidence TEXT, retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE candidate (
        programme TEXT NOT NULL REFERENCES programme(code), agency TEXT NOT NULL REFERENCES agency(code),
        UNIQUE (programme, agency)
    ) STRICT
    """,
    """
    CREATE TABLE wave (
        training TEXT NOT NULL REFERENCES training(code), wave TEXT NOT NULL, survey TEXT NOT NULL,
        opens TEXT NOT NULL, closes TEXT NOT NULL, UNIQUE (training, wave)
    ) STRICT
    """,
    # The units stand as they were announced, whatever the register says later.
    """
    CREATE TABLE lottery (
        programme TEXT PRIMARY KEY REFERENCES programme(code), units TEXT NOT NULL CHECK (json_valid(units)),
        source TEXT NOT NULL, announced_on TEXT NOT NULL, seed TEXT, drawn_on TEXT,
        CHECK ((seed IS NULL) = (drawn_on IS NULL))
    ) STRICT
    """,
)

# Answers of trainees stand in no order and without time, unit or language: who sent when would name them.
INVITATIONS = (
    """
    CREATE TABLE invitation_batch (
        prefix TEXT PRIMARY KEY CHECK (length(prefix) = 4), training TEXT NOT NULL REFERENCES training(code),
        role TEXT NOT NULL CHECK (role IN ('peserta', 'atasan', 'mentor')),
        issued INTEGER NOT NULL CHECK (issued > 0), issued_on TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE invitation (
        digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
        batch TEXT NOT NULL REFERENCES invitation_batch(prefix)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE invitation_use (
        token BLOB PRIMARY KEY CHECK (length(token) = 32), training TEXT NOT NULL REFERENCES training(code)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE training_response (
        id TEXT PRIMARY KEY CHECK (length(id) = 32), training TEXT NOT NULL REFERENCES training(code),
        wave TEXT NOT NULL, survey TEXT NOT NULL, version INTEGER NOT NULL, pair BLOB CHECK (length(pair) = 16),
        answers TEXT NOT NULL CHECK (json_valid(answers))
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX training_response_cell ON training_response (training, wave)",
    """
    CREATE TABLE training_seal (
        training TEXT PRIMARY KEY REFERENCES training(code), sealed_on TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
