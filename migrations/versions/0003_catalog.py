"""Products, their variants and pictures."""

from alembic import op

from migrations.rules import tenant

revision = "0003"
down_revision = "0002"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE category (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            position integer NOT NULL DEFAULT 0,
            PRIMARY KEY (vendor_id, id)
        );
        CREATE UNIQUE INDEX category_name ON category (vendor_id, lower(name));
        CREATE TABLE product (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
            slug text NOT NULL,
            description text NOT NULL DEFAULT '',
            category_id uuid,
            state text NOT NULL DEFAULT 'hidden' CHECK (state IN ('hidden', 'published', 'archived')),
            option_names text[] NOT NULL DEFAULT '{}',
            created_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL,
            version bigint NOT NULL DEFAULT 1,
            search tsvector NOT NULL GENERATED ALWAYS AS (
                setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('indonesian', name), 'B')
                || setweight(to_tsvector('indonesian', left(description, 4000)), 'D')) STORED,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, slug),
            FOREIGN KEY (vendor_id, category_id) REFERENCES category (vendor_id, id) ON DELETE SET NULL (category_id)
        );
        CREATE INDEX product_search ON product USING gin (search);
        CREATE INDEX product_listing ON product (vendor_id, state, created_at DESC, id);
        CREATE INDEX product_category ON product (vendor_id, category_id);
        CREATE INDEX product_name ON product (vendor_id, lower(name));
        CREATE TABLE variant (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            product_id uuid NOT NULL,
            name text NOT NULL DEFAULT '',
            option_values text[] NOT NULL DEFAULT '{}',
            position integer NOT NULL DEFAULT 0,
            sku text CHECK (length(sku) BETWEEN 1 AND 64),
            barcode text CHECK (length(barcode) BETWEEN 1 AND 64),
            price_amount bigint NOT NULL CHECK (price_amount >= 0),
            price_currency char(3) NOT NULL DEFAULT 'IDR',
            was_amount bigint CHECK (was_amount > price_amount),
            weight_grams integer CHECK (weight_grams >= 0),
            availability text NOT NULL DEFAULT 'counted' CHECK (availability IN ('counted', 'ready', 'preorder')),
            is_active boolean NOT NULL DEFAULT true,
            PRIMARY KEY (vendor_id, id),
            FOREIGN KEY (vendor_id, product_id) REFERENCES product (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX variant_product ON variant (vendor_id, product_id, position);
        CREATE UNIQUE INDEX variant_sku ON variant (vendor_id, sku) WHERE is_active;
        CREATE INDEX variant_barcode ON variant (vendor_id, barcode) WHERE barcode IS NOT NULL;
        CREATE TABLE picture (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            product_id uuid NOT NULL,
            position integer NOT NULL DEFAULT 0,
            alt text NOT NULL DEFAULT '',
            width integer NOT NULL,
            height integer NOT NULL,
            digest text NOT NULL,
            PRIMARY KEY (vendor_id, id),
            FOREIGN KEY (vendor_id, product_id) REFERENCES product (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX picture_product ON picture (vendor_id, product_id, position);
        CREATE TABLE publishing (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            published_at timestamptz NOT NULL,
            made integer NOT NULL,
            changed integer NOT NULL,
            PRIMARY KEY (vendor_id, id)
        );
    """
        + tenant("category", "product", "variant", "picture", "publishing")
    )


def downgrade() -> None:
    op.execute("""
        DROP TABLE publishing, picture, variant, product, category;
    """)
