"""Give somebody who forgot theirs a new password."""

import click

from .engines.installation import opened_app


@click.command()
@click.argument("contact")
def password(contact: str) -> None:
    """Give the account of CONTACT (a phone number or e-mail address) a new password and sign its devices out.

    Be sure who asks: NusaCart cannot know. The person changes it under Pengaturan after signing in.
    """
    from app.accounts.recovery import recover
    from app.core.db import transaction
    from app.core.refusal import Refusal

    with opened_app() as app, app.app_context():
        try:
            with transaction():
                made = recover(contact)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from refusal
    click.echo(f"New password: {made}")
