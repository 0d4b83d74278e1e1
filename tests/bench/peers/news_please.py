"""news-please as a library (`NewsPlease.from_html`), without fetching pictures. Runs in the environment of that name."""

from langdetect import DetectorFactory
from newsplease import NewsPlease

from tests.bench.extraction.answer import Row, decoded, serve


def predict(row: Row, html: bytes) -> Row:
    article = NewsPlease.from_html(decoded(html), url=row["url"], fetch_images=False)
    at = article.date_publish
    return {
        "text": article.maintext,
        "title": article.title,
        "authors": article.authors,
        "published_at": at.isoformat() if at else None,
        "language": article.language,
    }


if __name__ == "__main__":
    DetectorFactory.seed = 0  # otherwise it draws lots
    serve(predict)
