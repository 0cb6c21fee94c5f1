-- SPDX-License-Identifier: Apache-2.0
--
-- TagTree's invalidation log in PostgreSQL 14 and later. PostgresLog applies this file itself, or
-- whoever owns the database does: psql -1 -f schema.sql. It can be applied again. For another
-- schema, replace the word tagtree.
--
-- A transaction that mutates inserts its tags into the outbox: no lock, no sequence that readers
-- depend on, no NOTIFY. Whoever has the advisory lock moves committed rows into the log and numbers
-- them there, so that the order of the log is one in which everything is already committed, and
-- numbers have no holes. Roles: see OPERATIONS.md.

CREATE SCHEMA IF NOT EXISTS tagtree;

-- What transactions say, until it is numbered. Publishers need INSERT (tags) and nothing else.
CREATE TABLE IF NOT EXISTS tagtree.outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  format smallint NOT NULL DEFAULT 1,
  tags text[] NOT NULL CHECK (cardinality(tags) BETWEEN 1 AND 1024)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The newest invalidations, one a row. A position is a time in microseconds; where the clock is
-- behind, a little more than the position before it. bytes_before is the size of all tags before this
-- one in its epoch.
CREATE TABLE IF NOT EXISTS tagtree.log (
  pos bigint PRIMARY KEY,
  number bigint NOT NULL,
  bytes_before bigint NOT NULL,
  format smallint NOT NULL,
  tag text NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Where the log stands. An epoch is one unbroken history, its lineage is that of the server; rows up
-- to the floor are no longer kept, and deleted up to what is pruned.
CREATE TABLE IF NOT EXISTS tagtree.head (
  id smallint PRIMARY KEY CHECK (id = 1),
  epoch text NOT NULL,
  lineage text NOT NULL,
  number bigint NOT NULL,
  pos bigint NOT NULL,
  bytes bigint NOT NULL,
  floor_number bigint NOT NULL,
  floor_pos bigint NOT NULL,
  pruned_number bigint NOT NULL,
  pruned_pos bigint NOT NULL
) WITH (fillfactor = 10);

CREATE OR REPLACE FUNCTION tagtree.version() RETURNS integer
LANGUAGE sql IMMUTABLE AS 'SELECT 1';

-- Names the server's history: another cluster, or a promoted standby, has another one. Replace it
-- where a provider does not offer these functions.
CREATE OR REPLACE FUNCTION tagtree.lineage() RETURNS text
LANGUAGE sql VOLATILE AS $$
  SELECT system_identifier || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
  FROM pg_control_system()
$$;

CREATE OR REPLACE FUNCTION tagtree.micros() RETURNS bigint
LANGUAGE sql VOLATILE AS $$
  SELECT greatest(0, extract(epoch FROM clock_timestamp()) * 1000000)::bigint
$$;

-- Of all that follows, each transaction does one thing, under one lock. Statements have to see what
-- was committed before they began, which is so in READ COMMITTED only.
CREATE OR REPLACE FUNCTION tagtree.try_lock(patience integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  key CONSTANT bigint := hashtextextended('tagtree', 0);
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'call this in a transaction that is READ COMMITTED';
  END IF;
  PERFORM set_config('lock_timeout', (CASE patience WHEN 0 THEN 5000 ELSE patience END)::text, true);
  -- Nobody is told of what is not durable yet, whatever the mutation thought of that.
  PERFORM set_config('synchronous_commit', 'on', true)
  WHERE current_setting('synchronous_commit') = 'off';
  IF patience = 0 THEN
    RETURN pg_try_advisory_xact_lock(key);
  END IF;
  PERFORM pg_advisory_xact_lock(key);
  RETURN true;
END
$$;

-- Begins an epoch behind everything there is. Needs the lock.
CREATE OR REPLACE FUNCTION tagtree.begin_epoch() RETURNS tagtree.head
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  h tagtree.head;
  random_hex text := replace(gen_random_uuid()::text, '-', '');
  newest bigint;
  last_number bigint;
BEGIN
  SELECT max(x.pos), max(x.number) INTO newest, last_number
  FROM (SELECT pos, number FROM tagtree.head UNION ALL
        (SELECT pos, number FROM tagtree.log ORDER BY pos DESC LIMIT 1)) x;
  DELETE FROM tagtree.head;
  newest := greatest(coalesce(newest, 0) + 1, tagtree.micros());
  last_number := coalesce(last_number, 0);
  INSERT INTO tagtree.head VALUES (
    1, left(random_hex, 12) || right(random_hex, 4), tagtree.lineage(),
    last_number, newest, 0, last_number, newest, 0, 0)
  RETURNING * INTO h;
  PERFORM pg_notify('tagtree', h.epoch || '-' || h.pos);
  RETURN h;
END
$$;

-- Where the log stands, in an epoch of this server's history. Needs the lock.
CREATE OR REPLACE FUNCTION tagtree.fenced() RETURNS tagtree.head
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  h tagtree.head;
BEGIN
  SELECT * INTO h FROM tagtree.head;
  IF h.epoch IS NULL OR h.lineage <> tagtree.lineage() THEN
    h := tagtree.begin_epoch();
  END IF;
  RETURN h;
END
$$;

-- Numbers tags and lets go of the oldest. Needs the lock.
CREATE OR REPLACE FUNCTION tagtree.store(
  h tagtree.head, tags text[], formats smallint[],
  keep_entries bigint, keep_bytes bigint, keep_micros bigint)
RETURNS tagtree.head
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  count CONSTANT bigint := cardinality(tags);
  clock CONSTANT bigint := tagtree.micros();
  -- Where the clock is behind, by chance: after an older copy of the data was put back, nothing is to
  -- stand where something else stood.
  base CONSTANT bigint := CASE
    WHEN clock > h.pos THEN clock ELSE h.pos + 1 + floor(random() * 1000)::bigint END;
  step CONSTANT bigint := 100 + count;
  oldest record;
  seen bigint;
  gone_pos bigint;
  gone_number bigint;
BEGIN
  INSERT INTO tagtree.log (pos, number, bytes_before, format, tag)
  SELECT base + t.i - 1, h.number + t.i,
    h.bytes + sum(octet_length(t.tag)) OVER (ORDER BY t.i) - octet_length(t.tag), t.format, t.tag
  FROM unnest(tags, formats) WITH ORDINALITY AS t (tag, format, i);
  h.number := h.number + count;
  h.pos := base + count - 1;
  h.bytes := h.bytes + (SELECT sum(octet_length(t)) FROM unnest(tags) AS t);

  <<falling>>
  LOOP
    seen := 0;
    FOR oldest IN
      SELECT l.pos, l.number, l.bytes_before FROM tagtree.log AS l
      WHERE l.pos > h.floor_pos ORDER BY l.pos LIMIT step
    LOOP
      EXIT falling WHEN oldest.number > h.number - keep_entries
        AND oldest.bytes_before >= h.bytes - keep_bytes
        AND oldest.pos >= h.pos - keep_micros;
      h.floor_pos := oldest.pos;
      h.floor_number := oldest.number;
      seen := seen + 1;
    END LOOP;
    EXIT WHEN seen < step;
  END LOOP;

  IF h.floor_number - h.pruned_number >= 256 THEN
    WITH gone AS (
      DELETE FROM tagtree.log WHERE pos IN (
        SELECT l.pos FROM tagtree.log AS l
        WHERE l.pos > h.pruned_pos AND l.pos <= h.floor_pos ORDER BY l.pos LIMIT 1000 + 2 * count)
      RETURNING pos, number)
    SELECT max(gone.pos), max(gone.number) INTO gone_pos, gone_number FROM gone;
    h.pruned_pos := coalesce(gone_pos, h.floor_pos);
    h.pruned_number := coalesce(gone_number, h.floor_number);
  END IF;

  UPDATE tagtree.head SET
    number = h.number, pos = h.pos, bytes = h.bytes,
    floor_number = h.floor_number, floor_pos = h.floor_pos,
    pruned_number = h.pruned_number, pruned_pos = h.pruned_pos;
  PERFORM pg_notify('tagtree', h.epoch || '-' || h.pos);
  RETURN h;
END
$$;

-- Appends tags side by side, without the outbox. Gives the position of the first; the others follow.
CREATE OR REPLACE FUNCTION tagtree.append(
  tags text[], patience integer, keep_entries bigint, keep_bytes bigint, keep_micros bigint)
RETURNS TABLE (now_epoch text, first_pos bigint)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  h tagtree.head;
BEGIN
  PERFORM tagtree.try_lock(greatest(patience, 1));
  h := tagtree.store(
    tagtree.fenced(), tags, array_fill(1::smallint, ARRAY[cardinality(tags)]),
    keep_entries, keep_bytes, keep_micros);
  RETURN QUERY SELECT h.epoch, h.pos - cardinality(tags) + 1;
END
$$;

-- Moves committed rows of the outbox into the log, as many as one batch takes. Of the transactions
-- that the caller awaits it gives those whose rows are moved, unless it is busy: another one moves.
CREATE OR REPLACE FUNCTION tagtree.pump(
  batch_rows integer, batch_tags bigint, awaited bigint[],
  keep_entries bigint, keep_bytes bigint, keep_micros bigint)
RETURNS TABLE (now_epoch text, now_pos bigint, moved bigint, more boolean, completed bigint[])
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  h tagtree.head;
  tags text[];
  formats smallint[];
BEGIN
  moved := 0;
  more := false;
  -- Asked before rows are looked for: what has completed by now is found.
  completed := ARRAY(
    SELECT a FROM unnest(awaited) AS a
    WHERE pg_visible_in_snapshot(a::text::xid8, pg_current_snapshot()));
  SELECT * INTO h FROM tagtree.head;
  IF h.epoch IS NULL OR h.lineage <> tagtree.lineage()
    OR EXISTS (SELECT FROM tagtree.outbox AS o ORDER BY o.id LIMIT 1)
  THEN
    IF tagtree.try_lock(0) THEN
      h := tagtree.fenced();
      WITH candidate AS (
        SELECT c.id FROM (
          SELECT o.id, sum(cardinality(o.tags)) OVER (ORDER BY o.id) - cardinality(o.tags) AS ahead
          FROM (SELECT n.id, n.tags FROM tagtree.outbox AS n ORDER BY n.id LIMIT batch_rows) AS o
        ) AS c WHERE c.ahead < batch_tags),
      taken AS (
        DELETE FROM tagtree.outbox AS d WHERE d.id = ANY (ARRAY(SELECT c.id FROM candidate AS c))
        RETURNING d.id, d.format, d.tags),
      single AS (
        -- What no node can read is everything: told too often, never not at all.
        SELECT t.id, t.format, u.i,
          CASE WHEN octet_length(u.tag) BETWEEN 1 AND 1024 THEN u.tag ELSE '*' END AS tag
        FROM taken AS t CROSS JOIN LATERAL unnest(t.tags) WITH ORDINALITY AS u (tag, i))
      SELECT array_agg(s.tag ORDER BY s.id, s.i), array_agg(s.format ORDER BY s.id, s.i),
        count(DISTINCT s.id)
      INTO tags, formats, moved FROM single AS s;
      IF moved > 0 THEN
        h := tagtree.store(h, tags, formats, keep_entries, keep_bytes, keep_micros);
        more := moved >= batch_rows OR cardinality(tags) >= batch_tags;
      END IF;
    ELSE
      completed := ARRAY[]::bigint[];
    END IF;
  END IF;
  now_epoch := h.epoch;
  now_pos := h.pos;
  RETURN NEXT;
END
$$;

-- Ends the epoch that the caller found broken, unless somebody was faster; begins one where there is
-- none. Call it by hand, after the files of an older backup were put back:
-- SELECT tagtree.renew(epoch) FROM tagtree.head
CREATE OR REPLACE FUNCTION tagtree.renew(broken text, patience integer DEFAULT 5000) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM tagtree.try_lock(greatest(patience, 1));
  IF NOT EXISTS (SELECT FROM tagtree.head AS h WHERE h.epoch IS DISTINCT FROM broken) THEN
    PERFORM tagtree.begin_epoch();
  END IF;
END
$$;
