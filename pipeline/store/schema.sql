-- The newest schema: a fresh database gets it whole, an older one by database.MIGRATIONS.
-- It is also the one description of the tables: schema.py reads names, types and the comment
-- behind each column. TEXT_LIST is a JSON array of strings. What is unknown is NULL.
-- Tables and columns, in this order, are those of docs/CONTRACT.md; below "internal" they are ours.

-- One row a document that was read, every version of it.
CREATE TABLE "documents" (
  "doc_id" TEXT NOT NULL PRIMARY KEY,        -- hash of source, url or path, row and content
  "version_of" TEXT,                         -- doc_id of the older content of the same file or page
  "duplicate_of" TEXT,                       -- doc_id of the official or first document that says the same
  "source" TEXT,                             -- who carries the document (a site, a collection)
  "url" TEXT,                                -- address it was fetched from
  "path" TEXT NOT NULL,                      -- path relative to the PATH given
  "retrieved" TEXT,                          -- when it was fetched, ISO 8601
  "licence" TEXT,                            -- licence under which it may be used, where known
  "title" TEXT,                              -- headline
  "subtitle" TEXT,                           -- second headline
  "doc_type" TEXT,                           -- press_release, news, plan, report, speech, law, other
  "publisher" TEXT,                          -- who first published it
  "author" TEXT,                             -- who wrote it
  "published" TEXT,                          -- publication date, EDTF
  "published_basis" TEXT NOT NULL,           -- metadata, text, inferred, unknown
  "media_type" TEXT NOT NULL,                -- media type of the file
  "encoding" TEXT,                           -- character encoding of the file
  "n_chars" INTEGER NOT NULL,                -- characters of text
  "content_sha256" TEXT NOT NULL,            -- SHA-256 of the file's bytes
  "text_sha256" TEXT NOT NULL,               -- SHA-256 of the text in UTF-8
  "text" TEXT NOT NULL                       -- cleaned text, without page furniture
);

-- The outline of a document.
CREATE TABLE "blocks" (
  "block_id" TEXT NOT NULL PRIMARY KEY,      -- hash of document, span and kind
  "doc_id" TEXT NOT NULL REFERENCES "documents" ON DELETE CASCADE, -- the document
  "kind" TEXT NOT NULL,                      -- heading, paragraph, item, table, cell, caption, note, furniture
  "level" INTEGER NOT NULL,                  -- depth in the outline, 0 is the top
  "page" INTEGER,                            -- page, from 1
  "row" INTEGER,                             -- row of a cell
  "column" INTEGER,                          -- column of a cell
  "row_span" INTEGER,                        -- rows that a cell covers
  "column_span" INTEGER,                     -- columns that a cell covers
  "start" INTEGER NOT NULL,                  -- first character in the document's text
  "end" INTEGER NOT NULL                     -- character behind the last
);

-- Expressions that fix calendar time.
CREATE TABLE "dates" (
  "date_id" TEXT NOT NULL PRIMARY KEY,       -- hash of document, span and date
  "doc_id" TEXT NOT NULL REFERENCES "documents" ON DELETE CASCADE, -- the document
  "start" INTEGER NOT NULL,                  -- first character in the document's text
  "end" INTEGER NOT NULL,                    -- character behind the last
  "text" TEXT NOT NULL,                      -- surface
  "edtf" TEXT,                               -- date in EDTF
  "earliest" TEXT,                           -- first day, ISO; null on an open end
  "latest" TEXT,                             -- last day, ISO; null on an open end
  "type" TEXT NOT NULL,                      -- date, interval, set
  "basis" TEXT NOT NULL,                     -- explicit, relative, discourse
  "rule" TEXT                                -- what made the record
);

-- Named things in the text.
CREATE TABLE "mentions" (
  "mention_id" TEXT NOT NULL PRIMARY KEY,    -- hash of document, span and label
  "doc_id" TEXT NOT NULL REFERENCES "documents" ON DELETE CASCADE, -- the document
  "start" INTEGER NOT NULL,                  -- first character in the document's text
  "end" INTEGER NOT NULL,                    -- character behind the last
  "text" TEXT NOT NULL,                      -- surface
  "label" TEXT NOT NULL,                     -- PERSON, ORG, REGION, COMPLEX, PROGRAM, LAW, INDUSTRY, FORUM
  "entity_id" TEXT,                          -- lexicon entry meant
  "rule" TEXT                                -- what made the record
);

-- The lexicon: named things and when they bore their names.
CREATE TABLE "entities" (
  "entity_id" TEXT NOT NULL PRIMARY KEY,     -- readable id
  "label" TEXT NOT NULL,                     -- ORG, REGION, COMPLEX, PROGRAM, LAW, INDUSTRY, FORUM
  "name" TEXT NOT NULL,                      -- canonical name
  "aliases" TEXT_LIST NOT NULL,              -- other names
  "valid_from" TEXT,                         -- first day of the name, ISO
  "valid_to" TEXT,                           -- last day of the name, ISO
  "predecessors" TEXT_LIST NOT NULL,         -- entity_ids that came before
  "successors" TEXT_LIST NOT NULL,           -- entity_ids that came after
  "parent" TEXT,                             -- entity_id that it belongs to
  "source_url" TEXT                          -- where the entry was looked up
);

-- Persons named, with the title and body that the text gives them.
CREATE TABLE "people" (
  "mention_id" TEXT NOT NULL PRIMARY KEY REFERENCES "mentions" ON DELETE CASCADE, -- the row of mentions
  "doc_id" TEXT NOT NULL REFERENCES "documents" ON DELETE CASCADE, -- the document
  "start" INTEGER NOT NULL,                  -- first character in the document's text
  "end" INTEGER NOT NULL,                    -- character behind the last
  "text" TEXT NOT NULL,                      -- surface: the name alone
  "name" TEXT NOT NULL,                      -- name
  "title" TEXT,                              -- post or rank
  "affiliation" TEXT,                        -- body, as written or resolved
  "affiliation_id" TEXT,                     -- lexicon entry of the body
  "rule" TEXT                                -- what made the record
);

-- Measured or stated quantities.
CREATE TABLE "figures" (
  "figure_id" TEXT NOT NULL PRIMARY KEY,     -- hash of document, span, value and unit
  "doc_id" TEXT NOT NULL REFERENCES "documents" ON DELETE CASCADE, -- the document
  "block_id" TEXT,                           -- innermost block that holds it
  "start" INTEGER NOT NULL,                  -- first character in the document's text
  "end" INTEGER NOT NULL,                    -- character behind the last
  "text" TEXT NOT NULL,                      -- surface
  "sentence" TEXT,                           -- sentence that holds it
  "value" REAL NOT NULL,                     -- number, multiplied out
  "value_max" REAL,                          -- upper end of a range
  "unit" TEXT NOT NULL,                      -- ISO 4217, %, %p, SI or Korean counter
  "bound" TEXT NOT NULL,                     -- exact, about, at_least, more_than, at_most, less_than
  "kind" TEXT NOT NULL,                      -- amount, change, share, rank, duration, average
  "status" TEXT NOT NULL,                    -- actual, target, forecast
  "metric" TEXT,                             -- what is counted, as the document says it
  "scope" TEXT,                              -- lexicon entry whose number it is
  "as_of" TEXT,                              -- time at which it holds, EDTF
  "as_of_earliest" TEXT,                     -- first day of as_of, ISO
  "as_of_latest" TEXT,                       -- last day of as_of, ISO
  "stated_on" TEXT,                          -- the document's date, EDTF
  "change_id" TEXT,                          -- shared by the figures of one change
  "change_side" TEXT,                        -- from, to, rate
  "sum_id" TEXT,                             -- shared by figures that are said to add up
  "sum_side" TEXT,                           -- part, total
  "rule" TEXT                                -- what made the record
);

-- What a place is to become.
CREATE TABLE "visions" (
  "vision_id" TEXT NOT NULL PRIMARY KEY,     -- hash of document, span and region
  "doc_id" TEXT NOT NULL REFERENCES "documents" ON DELETE CASCADE, -- the document
  "start" INTEGER NOT NULL,                  -- first character in the document's text
  "end" INTEGER NOT NULL,                    -- character behind the last
  "text" TEXT NOT NULL,                      -- the vision as written
  "region" TEXT NOT NULL,                    -- lexicon entry of the place
  "industries" TEXT_LIST NOT NULL,           -- lexicon entries of the industries
  "role" TEXT,                               -- hub, base, centre, cluster
  "horizon" TEXT,                            -- by when, EDTF
  "rule" TEXT                                -- what made the record
);

-- The timeline: one row a happening, told by one or more documents.
CREATE TABLE "events" (
  "event_id" TEXT NOT NULL PRIMARY KEY,      -- hash of its first evidence
  "edtf" TEXT,                               -- date in EDTF
  "earliest" TEXT,                           -- first day, ISO; null on an open end
  "latest" TEXT,                             -- last day, ISO; null on an open end
  "precision" TEXT,                          -- day, month, quarter, half, year, interval
  "date_basis" TEXT NOT NULL,                -- explicit, relative, publication
  "status" TEXT NOT NULL,                    -- occurred, ongoing, planned, forecast, cancelled, postponed
  "category" TEXT,                           -- kind of happening
  "stage" TEXT,                              -- stage of the policy cycle
  "instrument" TEXT,                         -- policy instrument
  "themes" TEXT_LIST NOT NULL,               -- policy themes
  "title" TEXT NOT NULL,                     -- short Korean headline
  "regions" TEXT_LIST NOT NULL,              -- lexicon entries of places
  "programs" TEXT_LIST NOT NULL,             -- lexicon entries of programmes
  "n_documents" INTEGER NOT NULL,            -- documents that tell it
  "confidence" REAL,                         -- of the category, 0 to 1
  "supersedes" TEXT,                         -- event_id of the plan or version it replaces
  "outcome_of" TEXT                          -- event_id of the plan that it carries out
);

-- Event ids that a merge has retired.
CREATE TABLE "event_aliases" (
  "alias_id" TEXT NOT NULL PRIMARY KEY,      -- the retired id
  "event_id" TEXT NOT NULL REFERENCES "events" ON DELETE CASCADE -- the event it now is
);

-- Who had which part in an event.
CREATE TABLE "event_actors" (
  "event_id" TEXT NOT NULL REFERENCES "events" ON DELETE CASCADE, -- the event
  "entity_id" TEXT NOT NULL,                 -- lexicon entry of the actor
  "role" TEXT NOT NULL,                      -- host, organiser, decider, partner, beneficiary, actor
  PRIMARY KEY ("event_id", "entity_id", "role")
);

-- What one event is to another.
CREATE TABLE "event_links" (
  "event_id" TEXT NOT NULL REFERENCES "events" ON DELETE CASCADE, -- the later event
  "other_id" TEXT NOT NULL,                  -- event_id of the earlier one
  "relation" TEXT NOT NULL,                  -- outcome_of (a plan), supersedes (a plan), follows (the edition before)
  "old_value" TEXT,                          -- what the earlier event said: a figure or a date
  "new_value" TEXT,                          -- what the later one says
  "score" REAL,                              -- likeness of the two, 0 to 1
  PRIMARY KEY ("event_id", "other_id", "relation")
);

-- Where each document tells an event.
CREATE TABLE "event_evidence" (
  "event_id" TEXT NOT NULL REFERENCES "events" ON DELETE CASCADE, -- the event
  "doc_id" TEXT NOT NULL REFERENCES "documents" ON DELETE CASCADE, -- the document
  "block_id" TEXT,                           -- innermost block that holds it
  "page" INTEGER,                            -- page, from 1
  "start" INTEGER NOT NULL,                  -- first character in the document's text
  "end" INTEGER NOT NULL,                    -- character behind the last
  "sentence" TEXT NOT NULL,                  -- the evidence as written
  "date_text" TEXT,                          -- the date as written
  "edtf" TEXT,                               -- the date that this document gives
  "status" TEXT NOT NULL,                    -- the status that this document gives
  "rule" TEXT,                               -- what made the record
  "score" REAL                               -- likeness to the first evidence, 0 to 1
);

-- One metric of one scope through time.
CREATE TABLE "series" (
  "series_id" TEXT NOT NULL,                 -- hash of metric, scope and unit
  "metric" TEXT NOT NULL,                    -- what is counted
  "scope" TEXT,                              -- lexicon entry whose numbers they are
  "unit" TEXT NOT NULL,                      -- unit
  "as_of" TEXT,                              -- time at which it holds, EDTF
  "stated_on" TEXT,                          -- when it was said, EDTF
  "value" REAL NOT NULL,                     -- number
  "value_max" REAL,                          -- upper end of a range
  "bound" TEXT NOT NULL,                     -- exact, about, at_least, more_than, at_most, less_than
  "status" TEXT NOT NULL,                    -- actual, target, forecast
  "figure_id" TEXT NOT NULL PRIMARY KEY,     -- the figure
  "supersedes" TEXT,                         -- figure_id that this one revises
  "old_value" REAL                           -- what the revised figure said
);

-- Checks of arithmetic and of agreement between documents.
CREATE TABLE "audits" (
  "audit_id" TEXT NOT NULL PRIMARY KEY,      -- hash of kind and figures
  "kind" TEXT NOT NULL,                      -- sum, change, conflict, date
  "verdict" TEXT NOT NULL,                   -- agrees, within_rounding, disagrees, revised
  "expected" TEXT,                           -- what it should be
  "found" TEXT,                              -- what the documents say
  "note" TEXT,                               -- in words
  "figure_ids" TEXT_LIST NOT NULL,           -- figures compared
  "doc_ids" TEXT_LIST NOT NULL               -- documents compared
);

-- Corrections by people; they survive reruns.
CREATE TABLE "corrections" (
  "correction_id" TEXT NOT NULL PRIMARY KEY, -- hash of what is corrected and how
  "doc_id" TEXT NOT NULL,                    -- the document
  "start" INTEGER,                           -- first character in the document's text
  "end" INTEGER,                             -- character behind the last
  "table" TEXT NOT NULL,                     -- table corrected
  "field" TEXT NOT NULL,                     -- column corrected
  "old_value" TEXT,                          -- value before
  "new_value" TEXT,                          -- value after
  "by" TEXT,                                 -- who
  "at" TEXT                                  -- when, ISO 8601
);

-- Inputs that could not be read, and why.
CREATE TABLE "refused" (
  "path" TEXT NOT NULL PRIMARY KEY,          -- path relative to the PATH given
  "content_sha256" TEXT,                     -- SHA-256 of the bytes, where they could be read
  "stage" TEXT NOT NULL,                     -- stage that refused it
  "reason" TEXT NOT NULL,                    -- why, and what to do
  "at" TEXT NOT NULL                         -- when, ISO 8601
);

-- One row a run.
CREATE TABLE "runs" (
  "run_id" TEXT NOT NULL PRIMARY KEY,        -- hash of the row
  "at" TEXT NOT NULL,                        -- when, ISO 8601
  "version" TEXT NOT NULL,                   -- version of yeonpyo
  "models" TEXT NOT NULL,                    -- hash of code, lexicons and models
  "n_documents" INTEGER NOT NULL,            -- documents seen
  "n_new" INTEGER NOT NULL,                  -- documents not seen before
  "n_changed" INTEGER NOT NULL,              -- documents annotated anew
  "n_refused" INTEGER NOT NULL,              -- inputs refused
  "seconds" REAL NOT NULL                    -- time taken
);

-- internal

-- What made a document's annotations: with the same key they are not made again.
CREATE TABLE "annotation_keys" (
  "doc_id" TEXT NOT NULL PRIMARY KEY REFERENCES "documents" ON DELETE CASCADE,
  "key" TEXT NOT NULL
);

-- The events as each document tells them, before they are merged.
CREATE TABLE "tellings" (
  "telling_id" TEXT NOT NULL PRIMARY KEY,
  "doc_id" TEXT NOT NULL REFERENCES "documents" ON DELETE CASCADE,
  "block_id" TEXT,
  "page" INTEGER,
  "earliest" TEXT,
  "start" INTEGER NOT NULL,
  "event" TEXT NOT NULL
);

-- Which file on disk is which document now; doc_id is NULL while the file is refused.
CREATE TABLE "origins" (
  "location" TEXT NOT NULL PRIMARY KEY,
  "path" TEXT NOT NULL,
  "doc_id" TEXT,
  "file" TEXT NOT NULL DEFAULT ''
);

-- What was made of a file's bytes: with the same key its documents are not made again.
CREATE TABLE "files" (
  "location" TEXT NOT NULL PRIMARY KEY,
  "key" TEXT NOT NULL,
  "n_documents" INTEGER NOT NULL
);

-- What a document's text is compared by (see pipeline/timeline/signature.py).
CREATE TABLE "signatures" (
  "doc_id" TEXT NOT NULL PRIMARY KEY REFERENCES "documents" ON DELETE CASCADE,
  "minhash" BLOB NOT NULL,
  "n_letters" INTEGER NOT NULL,
  "numbers" TEXT NOT NULL
);

-- Marks of what is up to date.
CREATE TABLE "marks" (
  "name" TEXT NOT NULL PRIMARY KEY,
  "value" TEXT NOT NULL
);

CREATE INDEX "blocks_doc" ON "blocks" ("doc_id", "start");
CREATE INDEX "dates_doc" ON "dates" ("doc_id", "start");
CREATE INDEX "mentions_doc" ON "mentions" ("doc_id", "start");
CREATE INDEX "mentions_entity" ON "mentions" ("entity_id", "doc_id");
CREATE INDEX "people_doc" ON "people" ("doc_id", "start");
CREATE INDEX "figures_doc" ON "figures" ("doc_id", "start");
CREATE INDEX "figures_scope" ON "figures" ("scope");
CREATE INDEX "visions_doc" ON "visions" ("doc_id", "start");
CREATE INDEX "visions_region" ON "visions" ("region");
CREATE INDEX "events_time" ON "events" ("earliest", "latest");
CREATE INDEX "event_evidence_event" ON "event_evidence" ("event_id");
CREATE INDEX "event_evidence_doc" ON "event_evidence" ("doc_id");
CREATE INDEX "tellings_doc" ON "tellings" ("doc_id");
CREATE INDEX "tellings_time" ON "tellings" ("earliest");
CREATE INDEX "documents_text" ON "documents" ("text_sha256");
CREATE INDEX "documents_version" ON "documents" ("version_of");
