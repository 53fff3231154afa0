"""The `participation` command: one small file a command, imported when it is called."""

import click

from participation.cli.group import LazyGroup

_KNOWN = {
    "serve": ("participation.cli.serve:serve", "Answer on the web and run analyses, until Ctrl-C."),
    "migrate": ("participation.cli.migrate:migrate", "Bring the database to the newest schema."),
    "demo": ("participation.cli.demo:demo", "Make the demonstration data if it is missing."),
    "staff": ("participation.cli.staff:staff", "People who sign in."),
    "questionnaire": ("participation.cli.questionnaire:questionnaire", "The built-in questionnaires, and your own."),
    "consultation": ("participation.cli.consultation:consultation", "Create, open and close consultations."),
    "responses": ("participation.cli.responses:responses", "Bring answers in, take answers out."),
    "themes": ("participation.cli.themes:themes", "Find the themes in any file of comments."),
    "report": ("participation.cli.report:report", "Write a consultation's theme report to a file."),
    "model": ("participation.cli.model:model", "The sentence model, made once per machine."),
    "purge": ("participation.cli.purge:purge", "Delete what is past its retention date."),
    "worker": ("participation.cli.worker:worker", "A worker alone, for several machines."),
}


@click.group(cls=LazyGroup, known=_KNOWN)
@click.version_option(package_name="participation", prog_name="participation")
def main() -> None:
    """Anonymous consultations with young people, and the themes in what they say.

    Settings are environment variables called PARTICIPATION_…; docs/settings.md lists them.
    """
