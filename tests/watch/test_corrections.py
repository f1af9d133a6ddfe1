"""What people correct while a watch runs is honoured, even when nothing arrives."""

from __future__ import annotations

from tests.feedserver import FeedServer, feed_reply, rss
from tests.watch.conftest import Watcher
from tests.watch.test_watch import serve
from wirecopy.build import Archive
from wirecopy.model import Correction, Filter


def test_a_story_that_a_person_split_is_two_though_nothing_arrives(
    server: FeedServer, watcher: Watcher
) -> None:
    url = server.put("/feed", feed_reply(rss(serve(server, 1, 2)), etag='"1"'))
    assert watcher.once(url).new == 2
    (whole,) = watcher.store(lambda store: store.stories(Filter(), 9)[0])
    with Archive.open(watcher.path, beside=True) as archive:
        apart = archive.store.articles([2])[0].article.id
        archive.correct(Correction(0, "split", whole.id, {"articles": [apart]}, "Ada", 1.8e9))
    assert len(watcher.store(lambda store: store.stories(Filter(), 9)[0])) == 1, "not honoured beside a watch"
    assert watcher.once(later=60).new == 0
    found = watcher.store(lambda store: store.stories(Filter(), 9)[0])
    assert sorted(story.articles for story in found) == [1, 1]
    assert whole.id in {story.id for story in found}
