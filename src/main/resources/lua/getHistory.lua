-- getHistory: a page of the journal: of all accounts, or of one account by its chain of entries.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  JSON { account, after, to, operation, oldest, cursor, at, limit }: without an account, all entries; only those that
--          follow the entry `after`, do not follow the entry `to`, and are of the operation, as far as these are given; the
--          newest first, or if `oldest` is true the oldest. Cursor is the entry with which the page begins; if the oldest are
--          first, the one that it follows. `at` is where a search goes on
-- returns  as apply if the definition has changed; or 'search' and the entry at which the search for the begin of the page goes
--          on, because this call has read enough; 'archive', what was trimmed, as in include/chain.lua, and the entry at which the
--          page begins, or the search for its begin goes on, in the archive; or 'ok', the cursor of the next page or '-', and entries
--          { entry, { field, value, ... } } as in include/journal.lua
--
-- The cost of a page depends on its size alone, because each posting names the account's previous entry, and some name
-- earlier ones. A page has fewer entries than its limit, or none, if they have many postings or are of other operations;
-- of one account, the oldest first, it has at most 64.

--- @include ledger
--- @include chain

local query = cjson.decode(ARGV[7])
local reply = { 'ok', NONE }

-- Adds an item to the reply, if it is of the operation that is asked for.
local function add_item(item)
  if not query.operation or query.operation == string.match(text_of(item), '^%a+') then
    reply[#reply + 1] = item
  end
end

local function is_full()
  return #reply == query.limit + 2
end

local function page_of_all()
  local is_cut = is_trimmed('0-0')
  local last_trimmed = is_cut and string.match(trimmed, '%S+$')
  local command, from, to = 'XREVRANGE', query.cursor or query.to or '+', '(' .. (query.after or '0-0')
  if query.oldest then
    local after = query.cursor or query.after or '0-0'
    if is_cut and follows(last_trimmed, after) then
      return { 'archive', trimmed, after }
    end
    command, from, to = 'XRANGE', '(' .. after, query.to or '+'
  elseif is_cut and from ~= '+' and not follows(from, last_trimmed) then
    return { 'archive', trimmed, from }
  end
  -- XREVRANGE that begins before the first entry goes through all of them.
  local oldest = not query.oldest and redis.call('XRANGE', TRANSACTIONS, '-', '+', 'COUNT', 1)[1]
  if oldest and from ~= '+' and follows(oldest[1], from) then
    return reply
  end
  local last
  each_entry(command, from, to, function(item)
    if is_full() or work >= WORK_LIMIT then
      reply[2] = query.oldest and last or item[1]
      return true
    end
    add_item(item)
    last = item[1]
    work = work + cost_of(item)
    return oldest and last == oldest[1]
  end)
  if is_cut and not query.oldest and reply[2] == NONE and (not query.after or follows(last_trimmed, query.after)) then
    reply[2] = last_trimmed
  end
  return reply
end

local function newest_of(account)
  local at = query.cursor
  if not at and query.to then
    local next
    at, next = last_up_to(account, query.to, query.at)
    if not at then
      return trimmed and { 'archive', trimmed, next } or { 'search', next }
    end
  end
  at = at or chain_of(account) or NONE
  while at ~= NONE and not is_full() and work < WORK_LIMIT do
    if query.after and not follows(at, query.after) then
      return reply
    end
    local item = redis.call('XRANGE', TRANSACTIONS, at, at)[1]
    if not item and is_trimmed(at) then
      if #reply == 2 then
        return { 'archive', trimmed, at }
      end
      break
    end
    local posting = item and find_posting(text_of(item), account)
    if not posting then
      -- The cursor is not an entry of this account.
      return reply
    end
    add_item(item)
    work = work + cost_of(item)
    at = posting.previous
  end
  reply[2] = at
  return reply
end

-- The chain leads back only. So the page is what lies between its begin and the next posting above it that can be reached by
-- long steps, or the last one.
local function oldest_of(account)
  local after = query.cursor or query.after or '0-0'
  local last, of_64, of_4096 = chain_of(account)
  if not last or not follows(last, after) then
    return reply
  end
  local at = query.at or first_to_follow(after, of_4096, of_64, last)
  local items = {}
  repeat
    local posting, item = posting_in(at, account)
    if not posting then
      return { 'archive', trimmed, at }
    end
    local mark_of_64, mark_of_4096 = marks_of(posting)
    local next = first_to_follow(after, mark_of_4096, mark_of_64)
    if next then
      items = {}
    else
      items[#items + 1] = item
      next = posting.previous ~= NONE and first_to_follow(after, posting.previous)
    end
    if next and work >= SEARCH_LIMIT then
      return { 'search', next }
    end
    at = next
  until not at

  local visited
  for i = #items, 1, -1 do
    local item = items[i]
    if query.to and follows(item[1], query.to) then
      return reply
    elseif is_full() then
      reply[2] = visited
      return reply
    end
    add_item(item)
    visited = item[1]
  end
  if visited ~= last then
    reply[2] = visited
  end
  return reply
end

if not query.account then
  return page_of_all()
elseif query.oldest then
  return oldest_of(query.account)
end
return newest_of(query.account)
