-- SPDX-License-Identifier: Apache-2.0
-- All that the log does to Redis, each call in one atomic step. For Redis 5 and later, and Valkey.
--
-- KEYS[1] stream  one entry for each invalidation; id <offset>-<number>, field = format, value = tag
-- KEYS[2] hash    epoch, lineage; number and offset of the newest entry; below and floor: number
--                 and offset of the newest entry that was dropped; bytes of what is kept
-- KEYS[3] zset    the nodes, by the microsecond at which each one's lease ends
-- ARGV: operation, fence, an epoch never used before, most entries, most bytes, longest time in
--       microseconds, and what the operation takes
local LOG, META, NODES = KEYS[1], KEYS[2], KEYS[3]
local FORMAT = '1'
local ROOT = '*'
local FIRST = 7 -- of the operation's own arguments

-- Redis before 7 sends what a script did, not the script, to replicas only if it is told to.
if redis.replicate_commands then redis.replicate_commands() end

local function micros()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function text(number)
  return string.format('%.0f', number)
end

-- LINEAGE changes whenever this server's history may be another one than that of the server before.
local LINEAGE = '-'
if ARGV[2] ~= 'none' then
  local section = ARGV[2] == 'run_id' and 'server' or 'replication'
  local field = ARGV[2] == 'run_id' and 'run_id' or 'master_replid'
  local info = redis.call('INFO', section)
  LINEAGE = string.match(info, '\n' .. field .. ':(%w+)')
  if not LINEAGE then
    return redis.error_reply('FENCE INFO does not tell ' .. field)
  end
  if string.find(info, '\nrole:slave', 1, true) then
    return redis.error_reply('READONLY a replica may be behind for any time')
  end
end

local function save(s, call)
  call('HSET', META, 'epoch', s.epoch, 'lineage', s.lineage,
    'number', text(s.number), 'offset', text(s.offset),
    'below', text(s.below), 'floor', text(s.floor), 'bytes', text(s.bytes))
end

local function renew(last)
  local start = math.max(micros(), last + 1)
  local s = { epoch = ARGV[3], lineage = LINEAGE, number = 0, offset = start,
    below = 0, floor = start, bytes = 0 }
  redis.call('DEL', LOG)
  save(s, redis.call)
  return s
end

local function state()
  local found = redis.call('HMGET', META, 'epoch', 'lineage', 'number', 'offset', 'below', 'floor', 'bytes')
  local s = { epoch = found[1], lineage = LINEAGE, number = tonumber(found[3] or ''),
    offset = tonumber(found[4] or ''), below = tonumber(found[5] or ''),
    floor = tonumber(found[6] or ''), bytes = tonumber(found[7] or '') }
  local whole = s.epoch and s.number and s.offset and s.below and s.floor and s.bytes
  if whole and found[2] == LINEAGE and string.match(s.epoch, '^[0-9a-z]+$') and #s.epoch <= 44 then
    return s
  end
  return renew(s.offset or 0)
end

local function number(id)
  return tonumber(string.match(id, '%-(%d+)$'))
end

-- Dropped is dropped for every reader, also where Redis refuses writes for want of replicas: then
-- the next one does the same again.
local function drop(s, most)
  local dropped = redis.call('XRANGE', LOG, text(s.floor + 1) .. '-0', '+', 'COUNT', text(most))
  local entries, bytes, time = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
  local old = s.offset - s.floor > time
  local kept, last = s.number - s.below, nil
  for _, entry in ipairs(dropped) do
    local tooMany = kept > entries or s.bytes > bytes
    if not tooMany and not (old and s.offset - tonumber(string.match(entry[1], '^%d+')) > time) then
      break
    end
    last, kept = entry[1], kept - 1
    for i = 2, #entry[2], 2 do s.bytes = s.bytes - #entry[2][i] end
  end
  if last then
    s.floor, s.below = tonumber(string.match(last, '^%d+')), number(last)
  end
  redis.pcall('XTRIM', LOG, 'MAXLEN', text(math.max(kept, 0)))
  return #dropped
end

-- Whether more is kept than allowed; by how much more is for append, which trims many at once.
local function full(s, more)
  return s.number - s.below > tonumber(ARGV[4]) * more
    or s.bytes > tonumber(ARGV[5]) * more
    or s.offset - s.floor > tonumber(ARGV[6]) * more
end

-- To what is allowed, exactly: every reader's answer begins with it.
local function trim(s)
  if s.number == s.below or not full(s, 1) then return end
  while s.number > s.below and full(s, 1) do
    local excess = s.number - s.below - tonumber(ARGV[4])
    local before = s.below
    if drop(s, math.min(excess > 0 and excess or 16, 1000)) == 0 then
      -- The stream was taken away; what it held is lost, and readers are told so.
      s.below, s.floor, s.bytes = s.number, s.offset, 0
    elseif s.below == before then
      break -- old is only what was dropped before
    end
  end
  save(s, redis.pcall)
end

local function append(s, from, tags)
  local now = micros()
  local call, format = redis.call, string.format
  for i = from, #tags do
    s.offset = math.max(s.offset + 1, now)
    s.number = s.number + 1
    call('XADD', LOG, format('%.0f-%.0f', s.offset, s.number), FORMAT, tags[i])
    s.bytes = s.bytes + #tags[i]
  end
  redis.call('HSET', META, 'number', text(s.number), 'offset', text(s.offset), 'bytes', text(s.bytes))
  if full(s, 1.125) then trim(s) end
end

-- The number of the entry at an offset; -1 if it is not, or no longer, a position of this log.
local function known(s, offset)
  local at = tonumber(offset)
  if at == s.offset then return s.number end
  if at == s.floor then return s.below end
  if at < s.floor or at > s.offset then return -1 end
  local found = redis.call('XRANGE', LOG, offset .. '-0', offset .. '-18446744073709551615', 'COUNT', 1)
  return found[1] and number(found[1][1]) or -1
end

local function reply(s, more)
  return { s.epoch, s.offset, s.number, s.floor, more or {} }
end

local operations = {}

-- tags...
function operations.append()
  local s = state()
  append(s, FIRST, ARGV)
  return reply(s)
end

function operations.head()
  local s = state()
  trim(s)
  return reply(s)
end

-- epoch, offset. Asked after the entries behind it: if this is still the epoch, they are of it.
function operations.known()
  local s = state()
  trim(s)
  return reply(s, { ARGV[FIRST] == s.epoch and known(s, ARGV[FIRST + 1]) or -1 })
end

-- this node, how long its lease is, nodes that are to have one too...
function operations.renew()
  local s = state()
  local now, me = micros(), ARGV[FIRST]
  local ends = text(now + tonumber(ARGV[FIRST + 1]))
  local died = false
  for _, node in ipairs(redis.call('ZRANGEBYSCORE', NODES, '-inf', text(now), 'LIMIT', 0, 1000)) do
    if node ~= me then
      redis.call('ZREM', NODES, node)
      died = true
    end
  end
  if died then append(s, 1, { ROOT }) end
  for i = FIRST + 2, #ARGV do redis.call('ZADD', NODES, 'NX', ends, ARGV[i]) end
  redis.call('ZADD', NODES, ends, me)
  return reply(s, redis.call('ZRANGE', NODES, 0, 999))
end

-- this node, the epoch that holds all it appended; in another one its lease ends by itself
function operations.leave()
  local s = state()
  if s.epoch == ARGV[FIRST + 1] then redis.call('ZREM', NODES, ARGV[FIRST]) end
  return reply(s)
end

return operations[ARGV[1]]()
