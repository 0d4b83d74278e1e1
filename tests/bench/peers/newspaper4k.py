"""newspaper4k as its own guide calls it, without fetching pictures. Runs in the environment of that name."""

from newspaper import Article

from tests.bench.extraction.answer import Row, decoded, serve


def predict(row: Row, html: bytes) -> Row:
    article = Article(row["url"] or "https://unknown.example/", fetch_images=False)
    article.download(input_html=decoded(html))
    article.parse()
    at = article.publish_date
    return {
        "text": article.text,
        "title": article.title,
        "authors": article.authors,
        "published_at": at.isoformat() if at else None,
        "language": article.meta_lang,
    }


if __name__ == "__main__":
    serve(predict)
