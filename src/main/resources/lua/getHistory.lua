-- getHistory: a page of the journal, newest first: of all accounts, or of one account by its chain of entries.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  JSON { account, cursor, limit }: without an account, all entries; the page begins with the entry at cursor
-- returns  as apply if the definition has changed; or 'ok', the entry at which the next page begins or '-', and entries
--          { entry, { field, value, ... } } as in include/journal.lua
--
-- The cost of a page depends on its size alone, because each posting names the account's previous entry. A page has
-- fewer entries than its limit if they have many postings.

--- @include ledger
--- @include balances
--- @include journal

local query = cjson.decode(ARGV[7])

local function page_of_all()
  local reply = { 'ok', NONE }
  each_entry('XREVRANGE', query.cursor or '+', '-', function(item)
    if #reply == query.limit + 2 or work >= WORK_LIMIT then
      reply[2] = item[1]
      return true
    end
    reply[#reply + 1] = entry_reply(item)
  end)
  return reply
end

-- The last entry of an account, open or closed; its chain begins there.
local function last_entry(account)
  local value = redis.call('HGET', BALANCES, account)
  if value then
    return select(2, parse_balance(value))
  end
  return string.match(redis.call('HGET', CLOSED, account) or NONE, '^%S+')
end

local function page_of(account)
  local reply = { 'ok', NONE }
  local at = query.cursor or last_entry(account)
  while at ~= NONE and #reply < query.limit + 2 and work < WORK_LIMIT do
    local item = redis.call('XRANGE', TRANSACTIONS, at, at)[1]
    local posting = item and find_posting(text_of(item), account)
    if not posting then
      -- The journal was trimmed here, or the cursor is not an entry of this account.
      return reply
    end
    reply[#reply + 1] = entry_reply(item)
    at = posting.previous
  end
  reply[2] = at
  return reply
end

return query.account and page_of(query.account) or page_of_all()
