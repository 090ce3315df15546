"""A calendar file for each training, which Pelican has no setting for."""

from pelican import signals


def write_calendars(generator, writer):
    template = generator.get_template("event")
    for article in generator.articles:
        if article.category.slug == "bimtek":
            writer.write_file(f"{article.url}acara.ics", template, generator.context, article=article)


def register():
    signals.article_writer_finalized.connect(write_calendars)
