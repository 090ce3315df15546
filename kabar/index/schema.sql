-- The build database (docs/build-database.md). One file for each output, below .cache/.
-- Everything here can be made again: a file of another schema, of other code, or with damage is thrown away whole.
-- `sum` is a checksum of its row. Tables without it hold what is compared with the file itself before it counts; `meta`
-- has the numbers of their rows.

-- Single values by name: what the last build was made from and gave, what the last validation found, numbers of rows.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- A folder of content/ with articles alone: a digest of the statuses (size, times, inode) of its files; empty where one of
-- them was too young for its status to say that it is the same. And how many of its files stand in `source`.
CREATE TABLE folder (
  name TEXT PRIMARY KEY,
  status BLOB NOT NULL,
  files INTEGER NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- A document of content/ that is shown and has no mistakes: the digest of its file, and the status of it (JSON; empty: too
-- young).
CREATE TABLE source (
  path TEXT PRIMARY KEY,
  digest BLOB NOT NULL,
  status TEXT NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- What it says: its validated model, where each key stands in its file, and of an article a summary (JSON) that lists and
-- checks read instead of it.
CREATE TABLE document (
  path TEXT PRIMARY KEY,
  model BLOB NOT NULL,
  structure BLOB NOT NULL,
  sum BLOB NOT NULL,
  summary TEXT NOT NULL,
  summary_sum BLOB NOT NULL
);

-- An article that is shown: when it was published and changed (microseconds since 1970; the latter also as RFC 3339),
-- digests of what it shows, of what related articles are found by, and of its file where it has a body. A checksum of all
-- articles of each folder stands in `meta`.
CREATE TABLE article (
  folder TEXT NOT NULL,
  date INTEGER NOT NULL,
  path TEXT NOT NULL,
  value BLOB NOT NULL,
  likeness BLOB NOT NULL,
  body BLOB NOT NULL,
  changed INTEGER NOT NULL,
  modified TEXT NOT NULL,
  PRIMARY KEY (folder, date DESC, path)
) WITHOUT ROWID;

-- A list (list:topic:ikm) or all that uses something (uses:topic:ikm): how many articles of a section stand in it, and the
-- total of the checksums of these members. A checksum of all lists of each kind (list, uses, beside) stands in `meta`.
CREATE TABLE list (
  name TEXT NOT NULL,
  section TEXT NOT NULL,
  count INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY (name, section)
) WITHOUT ROWID;

-- An article in a list, newest first, with what the list says of it.
CREATE TABLE member (
  list TEXT NOT NULL,
  date INTEGER NOT NULL,
  path TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (list, date DESC, path)
) WITHOUT ROWID;

-- A converted body, by the digest of the file that it stands in and what it was converted with.
CREATE TABLE body (
  key BLOB PRIMARY KEY,
  parts TEXT NOT NULL,
  sum BLOB NOT NULL
);

-- Related articles: what the article at a place (the oldest is 0) found nearest to it, and what ranking goes on from.
CREATE TABLE related (
  place INTEGER PRIMARY KEY,
  nearest BLOB NOT NULL,
  sum BLOB NOT NULL
);

CREATE TABLE related_state (
  place INTEGER PRIMARY KEY,
  state BLOB NOT NULL,
  sum BLOB NOT NULL
);

-- The manifest: each file of the output, its size in bytes, time in ns, number of hard links (0: not counted) and digest
-- of its bytes (where it is published).
CREATE TABLE file (
  name TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  hard_links INTEGER NOT NULL,
  digest BLOB
) WITHOUT ROWID;

-- The times in ns of the folders of the output and of the spare tree; `tree` is the inode of the tree's root.
CREATE TABLE directory (
  tree INTEGER NOT NULL,
  name TEXT NOT NULL,
  mtime INTEGER NOT NULL,
  PRIMARY KEY (tree, name)
) WITHOUT ROWID;

-- What the keys of the last output were worth: a page that uses a key is planned again when its value changes.
-- An article: a digest of what it shows, the lists that it stands in, and its related articles (paths), each on a line.
CREATE TABLE article_key (
  path TEXT PRIMARY KEY,
  value BLOB NOT NULL,
  lists TEXT NOT NULL,
  related TEXT NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- Any other key: a document that is no article, by its path; what others show of a topic (topic:…); the day; in a preview,
-- what is withheld.
CREATE TABLE key (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- The dependency log: what each page was drawn from, a digest by label (label=digest;label=digest); the keys that it
-- uses, each on a line; on a closed page of a list, a digest of which articles it shows; and when it last changed, for
-- sitemaps (empty: not known; NULL: not listed).
CREATE TABLE page (
  name TEXT PRIMARY KEY,
  inputs TEXT NOT NULL,
  keys TEXT NOT NULL,
  members TEXT NOT NULL,
  modified TEXT,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- Where each page leads: [[links], [anchors]].
CREATE TABLE link (
  page TEXT PRIMARY KEY,
  links TEXT NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- A file of the output that was searched for what is withheld.
CREATE TABLE scanned (
  name TEXT PRIMARY KEY,
  inode INTEGER NOT NULL,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  ctime INTEGER NOT NULL
) WITHOUT ROWID;
