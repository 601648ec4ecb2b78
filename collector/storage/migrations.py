"""The private schema, built step by step; every migration runs in one transaction of its own."""

from collector.storage.programme_schema import PROGRAMME
from collector.storage.sqlite_tools import Database, Migrations
from collector.storage.training_schema import INVITATIONS, ROLL_OUT

migrations = Migrations("kotak_saran")

REGISTERS = (
    """
    CREATE TABLE region (
        code TEXT PRIMARY KEY, kind TEXT NOT NULL, name_id TEXT NOT NULL, name_en TEXT NOT NULL,
        publisher_id TEXT NOT NULL, publisher_en TEXT NOT NULL, timezone TEXT NOT NULL,
        period_kind TEXT NOT NULL, default_survey TEXT NOT NULL, simulated INTEGER NOT NULL,
        licence TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE agency (
        code TEXT PRIMARY KEY, parent TEXT, kind TEXT NOT NULL, name_id TEXT NOT NULL, name_en TEXT NOT NULL,
        note TEXT NOT NULL, retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE service (
        code TEXT PRIMARY KEY, agency TEXT NOT NULL REFERENCES agency(code), name_id TEXT NOT NULL,
        name_en TEXT NOT NULL, tariff TEXT NOT NULL, note TEXT NOT NULL, retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE counter (
        code TEXT PRIMARY KEY, service TEXT NOT NULL REFERENCES service(code), name_id TEXT NOT NULL,
        name_en TEXT NOT NULL, survey TEXT NOT NULL, retired INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE visitor_count (
        service TEXT NOT NULL REFERENCES service(code), start TEXT NOT NULL, "end" TEXT NOT NULL,
        served INTEGER NOT NULL CHECK (served >= 0), PRIMARY KEY (service, start)
    ) STRICT, WITHOUT ROWID
    """,
)

ANSWERS = (
    """
    CREATE TABLE import_file (
        digest TEXT PRIMARY KEY, survey TEXT NOT NULL, agency TEXT NOT NULL REFERENCES agency(code),
        mode TEXT NOT NULL, rows INTEGER NOT NULL, imported_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE response (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
        survey TEXT NOT NULL, version INTEGER NOT NULL,
        agency TEXT NOT NULL REFERENCES agency(code), service TEXT REFERENCES service(code),
        counter TEXT REFERENCES counter(code), training TEXT,
        class TEXT NOT NULL CHECK (class IN ('open', 'poster', 'token')),
        mode TEXT NOT NULL CHECK (mode IN ('qr', 'kiosk', 'paper', 'import')),
        offline INTEGER NOT NULL CHECK (offline IN (0, 1)),
        language TEXT NOT NULL, visited_on TEXT NOT NULL, received_at TEXT NOT NULL, seconds INTEGER,
        answers TEXT NOT NULL CHECK (json_valid(answers)),
        source TEXT REFERENCES import_file(digest), source_row INTEGER,
        receipt TEXT UNIQUE,
        nonce BLOB NOT NULL, commitment BLOB NOT NULL, chain BLOB NOT NULL,
        UNIQUE (source, source_row)
    ) STRICT
    """,
    """
    CREATE TABLE release (
        position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made_at TEXT NOT NULL,
        rows_in INTEGER NOT NULL, rows_out INTEGER NOT NULL, cells_hidden INTEGER NOT NULL,
        rules TEXT NOT NULL, chain_head TEXT NOT NULL
    ) STRICT
    """,
)


VISITS = (
    # 'file' rows are replaced by each load of visitors.csv, 'command' rows were typed at the counter
    """
    ALTER TABLE visitor_count
    ADD COLUMN source TEXT NOT NULL DEFAULT 'file' CHECK (source IN ('file', 'command'))
    """,
    """
    CREATE TABLE token_batch (
        id INTEGER PRIMARY KEY, agency TEXT NOT NULL REFERENCES agency(code),
        service TEXT REFERENCES service(code), kind TEXT NOT NULL CHECK (kind IN ('slip', 'honeypot')),
        valid_from TEXT NOT NULL, valid_until TEXT NOT NULL, issued INTEGER NOT NULL,
        spent INTEGER NOT NULL DEFAULT 0 CHECK (spent <= issued)
    ) STRICT
    """,
    """
    CREATE TABLE token (
        digest BLOB PRIMARY KEY CHECK (length(digest) = 32), batch INTEGER NOT NULL REFERENCES token_batch(id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE opened (
        counter TEXT NOT NULL REFERENCES counter(code), day TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (counter, day)
    ) STRICT, WITHOUT ROWID
    """,
)

BEFORE_WITHDRAWAL = (
    "sequence", "id", "survey", "version", "agency", "service", "counter", "training", "class", "mode", "offline",
    "language", "visited_on", "received_at", "seconds", "answers", "source", "source_row", "receipt", "nonce",
    "commitment", "chain",
)  # fmt: skip
# An answer that stands has all its parts; a withdrawn one keeps its scores until they have left the published
# numbers, and then only its codes, its commitment and the two days.
WITHDRAWAL = (
    """
    CREATE TABLE response_new (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
        survey TEXT, version INTEGER,
        agency TEXT REFERENCES agency(code), service TEXT REFERENCES service(code),
        counter TEXT REFERENCES counter(code), training TEXT,
        class TEXT CHECK (class IN ('open', 'poster', 'token')),
        mode TEXT CHECK (mode IN ('qr', 'kiosk', 'paper', 'import')),
        offline INTEGER CHECK (offline IN (0, 1)),
        language TEXT, visited_on TEXT, received_at TEXT, seconds INTEGER,
        answers TEXT CHECK (json_valid(answers)),
        source TEXT REFERENCES import_file(digest), source_row INTEGER,
        receipt TEXT UNIQUE,
        nonce BLOB, commitment BLOB NOT NULL, chain BLOB NOT NULL,
        withdrawn_on TEXT,
        UNIQUE (source, source_row),
        CHECK (withdrawn_on IS NOT NULL OR (
            survey IS NOT NULL AND version IS NOT NULL AND agency IS NOT NULL AND class IS NOT NULL
            AND mode IS NOT NULL AND offline IS NOT NULL AND language IS NOT NULL AND visited_on IS NOT NULL
            AND received_at IS NOT NULL AND answers IS NOT NULL AND nonce IS NOT NULL)),
        CHECK (withdrawn_on IS NULL OR (
            version IS NULL AND counter IS NULL AND offline IS NULL AND language IS NULL AND received_at IS NULL
            AND seconds IS NULL AND source IS NULL AND source_row IS NULL AND nonce IS NULL))
    ) STRICT
    """,
    f"INSERT INTO response_new SELECT {', '.join(BEFORE_WITHDRAWAL)}, NULL FROM response",  # noqa: S608 - constants
    "DROP TABLE response",
    "ALTER TABLE response_new RENAME TO response",
    """
    CREATE TABLE ledger_range (
        last INTEGER PRIMARY KEY, first_day TEXT NOT NULL, last_day TEXT NOT NULL,
        head BLOB NOT NULL CHECK (length(head) = 32), published_on TEXT NOT NULL
    ) STRICT
    """,
)


# Names of the sections a region adds to its questionnaires, with a space between them.
ADDITIONS = ("ALTER TABLE region ADD COLUMN additions TEXT NOT NULL DEFAULT ''",)

# `service` is empty where answers name none. Withdrawn answers stay in a cell until it is refreshed (PUB04).
RELEASED = (
    """
    CREATE TABLE released_cell (
        agency TEXT NOT NULL, survey TEXT NOT NULL, period TEXT NOT NULL, service TEXT NOT NULL,
        month TEXT NOT NULL, mode TEXT NOT NULL, class TEXT NOT NULL, until INTEGER NOT NULL,
        PRIMARY KEY (agency, survey, period, service, month, mode, class)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE released_period (
        agency TEXT NOT NULL, survey TEXT NOT NULL, period TEXT NOT NULL, closed INTEGER NOT NULL,
        revision INTEGER NOT NULL, PRIMARY KEY (agency, survey, period)
    ) STRICT, WITHOUT ROWID
    """,
)

# A decision about one comment: the masked words that may go out, or NULL where none may. It goes with its answer.
COMMENT_REVIEW = """
    CREATE TABLE comment_review (
        response INTEGER NOT NULL REFERENCES response(sequence), question TEXT NOT NULL, text TEXT,
        reviewed_by TEXT NOT NULL, reviewed_on TEXT NOT NULL, PRIMARY KEY (response, question)
    ) STRICT, WITHOUT ROWID
"""

# What the last release said of respondents (`profile`) and comments (`theme`): counts as they were, hidden or not.
RELEASED_COUNT = """
    CREATE TABLE released_count (
        source TEXT NOT NULL, agency TEXT NOT NULL, period TEXT NOT NULL, subject TEXT NOT NULL,
        value TEXT NOT NULL, n INTEGER NOT NULL, hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
        PRIMARY KEY (source, agency, period, subject, value)
    ) STRICT, WITHOUT ROWID
"""

# What a release note compares with; NULL where a release is older than the count.
RELEASE_COUNTS = tuple(
    f"ALTER TABLE release ADD COLUMN {name} INTEGER" for name in ("units", "periods", "revisions")
)

# Counts without flagged answers as last told; empty `service` and `question`: the unit as a whole, respondents.
UNFLAGGED = (
    """
    CREATE TABLE unflagged_told (
        agency TEXT NOT NULL, survey TEXT NOT NULL, period TEXT NOT NULL, service TEXT NOT NULL, part TEXT NOT NULL,
        question TEXT NOT NULL, flagged INTEGER NOT NULL, others INTEGER NOT NULL,
        PRIMARY KEY (agency, survey, period, service, part, question)
    ) STRICT, WITHOUT ROWID
    """,
)


# The counts take the place of what the last release contained: `until` is the newest answer that `kept` holds.
# `service` is empty where answers name none; '[]' counts nothing, and a watermark of 0 has everything counted anew.
COUNT_CUBE = (
    """
    CREATE TABLE count_cube (
        agency TEXT NOT NULL, survey TEXT NOT NULL, service TEXT NOT NULL, month TEXT NOT NULL,
        mode TEXT NOT NULL, class TEXT NOT NULL, until INTEGER NOT NULL,
        kept TEXT NOT NULL CHECK (json_valid(kept)), added TEXT NOT NULL CHECK (json_valid(added)),
        PRIMARY KEY (agency, survey, service, month, mode, class)
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO count_cube
    SELECT agency, survey, service, month, mode, class, until, '[]', '[]' FROM released_cell
    """,
    "DROP TABLE released_cell",
    "CREATE TABLE count_watermark (until INTEGER NOT NULL, released INTEGER NOT NULL, shapes TEXT NOT NULL) STRICT",
    "INSERT INTO count_watermark SELECT 0, coalesce(max(until), 0), '{}' FROM count_cube",
    # Withdrawn answers that wait to leave are few among many, and each release asks for them.
    "CREATE INDEX response_leaving ON response (sequence) WHERE withdrawn_on IS NOT NULL AND answers IS NOT NULL",
)


# Where faults of security may be told, as an address; empty where nobody is named.
CONTACT = ("ALTER TABLE region ADD COLUMN contact TEXT NOT NULL DEFAULT ''",)


@migrations()
def m001_registers(db: Database) -> None:
    """Create the registers a region is loaded into."""
    for statement in REGISTERS:
        db.execute(statement)


@migrations()
def m002_answers(db: Database) -> None:
    """Create the answers, the files they were imported from and the log of releases."""
    for statement in ANSWERS:
        db.execute(statement)


@migrations()
def m003_visits(db: Database) -> None:
    """Create what proves and counts visits: slips, and how often a form was opened."""
    for statement in VISITS:
        db.execute(statement)


@migrations()
def m004_withdrawal(db: Database) -> None:
    """Let an answer be withdrawn, and remember which stretches of the chain were published."""
    for statement in WITHDRAWAL:
        db.execute(statement)


@migrations()
def m005_programme(db: Database) -> None:
    """Create the registers of trainings, other changes, promises and replies, and of opening hours."""
    for statement in PROGRAMME:
        db.execute(statement)


@migrations()
def m006_additions(db: Database) -> None:
    """Remember which sections a region adds to its questionnaires."""
    for statement in ADDITIONS:
        db.execute(statement)


@migrations()
def m007_released(db: Database) -> None:
    """Remember which answers the last release contained."""
    for statement in RELEASED:
        db.execute(statement)


@migrations()
def m012_release_counts(db: Database) -> None:
    """Count units, periods and revisions of each release."""
    for statement in RELEASE_COUNTS:
        db.execute(statement)


@migrations()
def m013_count_cube(db: Database) -> None:
    """Keep the counts of all answers, up to a watermark."""
    for statement in COUNT_CUBE:
        db.execute(statement)


@migrations()
def m015_comment_review(db: Database) -> None:
    """Remember who approved or refused the words of which answer."""
    db.execute(COMMENT_REVIEW)


@migrations()
def m016_released_count(db: Database) -> None:
    """Remember what the last release counted of respondents and of comments."""
    db.execute(RELEASED_COUNT)


@migrations()
def m017_unflagged(db: Database) -> None:
    """Remember what was told without the flagged answers."""
    for statement in UNFLAGGED:
        db.execute(statement)


@migrations()
def m018_roll_out(db: Database) -> None:
    """Create the registers of commitments, candidates and waves, and the lotteries."""
    for statement in ROLL_OUT:
        db.execute(statement)


@migrations()
def m019_invitations(db: Database) -> None:
    """Create invitations of trainees, what they answered, and which trainings are sealed."""
    for statement in INVITATIONS:
        db.execute(statement)


@migrations()
def m021_contact(db: Database) -> None:
    """Remember whom a region names for faults of security."""
    for statement in CONTACT:
        db.execute(statement)
