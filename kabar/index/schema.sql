-- The build database (docs/build-database.md). One file for each output, below .cache/.
-- The database is a cache: a file with another schema, of other code, or with damage is deleted.
-- `sum` is the checksum of its row. Rows of tables without it are compared with the files that they describe before they
-- are used; `meta` has the row counts of these tables.

-- Single values by name: inputs and results of the last build, findings of the last validation, row counts.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- A folder of content/ with articles alone: the digest of the statuses (size, times, inode) of its files (empty if one of
-- them was too young for its status to be trusted), and the number of its files in `source`.
CREATE TABLE folder (
  name TEXT PRIMARY KEY,
  status BLOB NOT NULL,
  files INTEGER NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- The file of a document that is shown and has no mistakes: its digest, and its status (JSON; empty: too young).
CREATE TABLE source (
  path TEXT PRIMARY KEY,
  digest BLOB NOT NULL,
  status TEXT NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- A parsed document: its validated model, the positions of its keys, and for an article a summary (JSON), which lists and
-- checks read instead of the model.
CREATE TABLE document (
  path TEXT PRIMARY KEY,
  model BLOB NOT NULL,
  structure BLOB NOT NULL,
  sum BLOB NOT NULL,
  summary TEXT NOT NULL,
  summary_sum BLOB NOT NULL
);

-- An article that is shown: the times of publication and of the last change (microseconds since 1970; the latter also as
-- RFC 3339), digests of its content, of the input of ranking, and of its file if it has a body. The checksum of all
-- articles of each folder is in `meta`.
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

-- A list (list:topic:ikm), or all users of a document (uses:topic:ikm): the number of its articles of a section, and the
-- sum of the checksums of these members. The checksum of all lists of each kind (list, uses, beside) is in `meta`.
CREATE TABLE list (
  name TEXT NOT NULL,
  section TEXT NOT NULL,
  count INTEGER NOT NULL,
  total INTEGER NOT NULL,
  PRIMARY KEY (name, section)
) WITHOUT ROWID;

-- A member of a list, newest first, with what the list shows of it.
CREATE TABLE member (
  list TEXT NOT NULL,
  date INTEGER NOT NULL,
  path TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (list, date DESC, path)
) WITHOUT ROWID;

-- A converted body, by the digests of its file and of the settings of the conversion.
CREATE TABLE body (
  key BLOB PRIMARY KEY,
  parts TEXT NOT NULL,
  sum BLOB NOT NULL
);

-- Related articles: the nearest articles of the article at a place (the oldest is 0), and the state of the ranking there.
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

-- The values of the dependency keys at the last output: a page that uses a key is planned again when its value changes.
-- An article: the digest of its content, the lists that contain it, and its related articles (paths), one a line.
CREATE TABLE article_key (
  path TEXT PRIMARY KEY,
  value BLOB NOT NULL,
  lists TEXT NOT NULL,
  related TEXT NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- Any other key: a document other than an article, by its path; what others show of a topic (topic:…); the day; in a
-- preview, the withheld documents.
CREATE TABLE key (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- The dependency log: the inputs of each page, a digest by label (label=digest;label=digest); the keys that it uses, each
-- on a line; for a closed page of a list, the digest of its members; and the time of its last change for sitemaps (empty:
-- not known; NULL: not listed).
CREATE TABLE page (
  name TEXT PRIMARY KEY,
  inputs TEXT NOT NULL,
  keys TEXT NOT NULL,
  members TEXT NOT NULL,
  modified TEXT,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- The links of each page: [[links], [anchors]].
CREATE TABLE link (
  page TEXT PRIMARY KEY,
  links TEXT NOT NULL,
  sum BLOB NOT NULL
) WITHOUT ROWID;

-- A file of the output that the leak scan has read.
CREATE TABLE scanned (
  name TEXT PRIMARY KEY,
  inode INTEGER NOT NULL,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  ctime INTEGER NOT NULL
) WITHOUT ROWID;
