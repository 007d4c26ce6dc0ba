"""The register: keys for matching and searching, moves, merges, kept files, how to undo.

There is no way back to 0001: the new columns hold what people typed.
"""

import sqlalchemy as sa
from alembic import op

from casemgmt.domain.match_keys import match_keys
from casemgmt.domain.rosters.records import Precision
from casemgmt.store.child_words import word_rows

KEYS = ("name_year_key", "birth_given_key", "birth_rest_key")


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "child_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undo_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["child.id"],
            name=op.f("fk_child_merge_kept_id_child"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["merged_by"],
            ["user.id"],
            name=op.f("fk_child_merge_merged_by_user"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"],
            ["child.id"],
            name=op.f("fk_child_merge_merged_id_child"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["ward_id"],
            ["ward.id"],
            name=op.f("fk_child_merge_ward_id_ward"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_merge")),
        sa.UniqueConstraint("merged_id", name=op.f("uq_child_merge_merged_id")),
    )
    with op.batch_alter_table("child_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_merge_kept_id"), ["kept_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_child_merge_ward_id"), ["ward_id"], unique=False)

    op.create_table(
        "child_word",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "words",
            sa.String(length=250).with_variant(sa.String(length=250, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "marked",
            sa.String(length=250).with_variant(sa.String(length=250, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["child_id"],
            ["child.id"],
            name=op.f("fk_child_word_child_id_child"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("child_id", "position", name=op.f("pk_child_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("child_word", schema=None) as batch_op:
        batch_op.create_index(
            "ix_child_word_search",
            ["ward_id", "place", "word", "words", "birth_year", "marked", "child_id"],
            unique=False,
        )

    op.create_table(
        "roster_file",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["roster_import.id"],
            name=op.f("fk_roster_file_import_id_roster_import"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_roster_file")),
    )
    with op.batch_alter_table("roster_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_file_keep_until"), ["keep_until"], unique=False)

    op.create_table(
        "school_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("from_school_id", sa.Integer(), nullable=False),
        sa.Column("to_school_id", sa.Integer(), nullable=True),
        sa.Column("to_class_name", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"],
            ["child.id"],
            name=op.f("fk_school_move_child_id_child"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["user.id"],
            name=op.f("fk_school_move_decided_by_user"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolment.id"],
            name=op.f("fk_school_move_enrolment_id_enrolment"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["from_school_id"],
            ["school.id"],
            name=op.f("fk_school_move_from_school_id_school"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["roster_import.id"],
            name=op.f("fk_school_move_import_id_roster_import"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"],
            ["user.id"],
            name=op.f("fk_school_move_proposed_by_user"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_school_id"],
            ["school.id"],
            name=op.f("fk_school_move_to_school_id_school"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["ward_id"],
            ["ward.id"],
            name=op.f("fk_school_move_ward_id_ward"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_move")),
    )
    with op.batch_alter_table("school_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_move_child_id"), ["child_id"], unique=False)
        batch_op.create_index("ix_school_move_waiting", ["ward_id", "state"], unique=False)

    with op.batch_alter_table("child", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_year_key", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("birth_given_key", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("birth_rest_key", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("health_insurance_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("health_insurance_index", sa.LargeBinary(length=16), nullable=True))
        batch_op.add_column(sa.Column("address_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(
            sa.Column("address_protected", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("residence", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("merged_into", sa.Uuid(), nullable=True))
        batch_op.create_index("ix_child_birth_given_key", ["birth_given_key"], unique=False)
        batch_op.create_index("ix_child_birth_rest_key", ["birth_rest_key"], unique=False)
        batch_op.create_index("ix_child_health_insurance_index", ["health_insurance_index"], unique=False)
        batch_op.create_index(
            "ix_child_merged_into",
            ["merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
        batch_op.create_index("ix_child_name_year_key", ["name_year_key"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_child_merged_into_child"),
            "child",
            ["merged_into"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_school_id"))
        batch_op.create_index("ix_enrolment_school", ["school_id", "to_date", "child_id"], unique=False)
        batch_op.add_column(sa.Column("end_reason", sa.String(length=20), nullable=True))

    with op.batch_alter_table("guardian", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("household", schema=None) as batch_op:
        batch_op.add_column(sa.Column("head_name", sa.String(length=120), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.add_column(sa.Column("undo_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("class_name", sa.String(length=30), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("saved_by", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_roster_import_saved_by_user"),
            "user",
            ["saved_by"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("roster_row", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_digest", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("undo_sealed", sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f("ix_roster_row_child_id"), ["child_id"], unique=False)

    fill_derived_columns()
    fill_words()


def fill_derived_columns() -> None:
    """Keys of the children that were there before."""
    connection = op.get_bind()
    child = sa.table("child", sa.column("id", sa.Uuid()), *(sa.column(name) for name in KEYS))
    known = sa.table(
        "child", sa.column("id", sa.Uuid()), sa.column("full_name"), sa.column("birth_date", sa.Date()),
        sa.column("birth_precision"),
    )  # fmt: skip
    for row in connection.execute(sa.select(known)).all():
        keys = match_keys(row.full_name, row.birth_date, Precision(row.birth_precision))
        values = dict(zip(KEYS, (keys.name_year, keys.birth_given, keys.birth_rest), strict=True))
        connection.execute(sa.update(child).where(child.c.id == row.id).values(values))


def fill_words() -> None:
    """Words of the names of the children that were there before."""
    connection = op.get_bind()
    child = sa.table(
        "child", sa.column("id", sa.Uuid()), sa.column("ward_id"), sa.column("full_name"),
        sa.column("birth_date", sa.Date()),
    )  # fmt: skip
    word = sa.table(
        "child_word", sa.column("child_id", sa.Uuid()), sa.column("position"), sa.column("ward_id"),
        sa.column("place"), sa.column("word"), sa.column("words"), sa.column("marked"),
        sa.column("birth_year"),
    )  # fmt: skip
    known = connection.execute(sa.select(child)).all()
    rows = [row for one in known for row in word_rows(one.id, one.ward_id, one.full_name, one.birth_date)]
    if rows:
        connection.execute(sa.insert(word), rows)
