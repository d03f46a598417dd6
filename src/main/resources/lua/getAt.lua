-- getAt: the balance that an account had after all entries up to a given one.
--
-- KEYS     the ledger's keys, as in include/keys.lua
-- ARGV[1…] the ledger's definition, as in include/keys.lua
-- ARGV[7]  the account
-- ARGV[8]  the given entry, which need not exist
-- ARGV[9]  where the search goes on: an entry of the account that follows the given one; '' at first
-- returns  as apply if the definition has changed; or 'ok', the balance or nil; or 'ok', nil, the entry at which the next call
--          goes on, because this one has read enough
--
-- The search follows the chain of the account back, by the longest step that ends after the given entry.

--- @include amount
--- @include ledger
--- @include balances
--- @include journal

-- The most that one call reads, as WORK_LIMIT.
local SEARCH_LIMIT = 1000

local account = ARGV[7]
local given_millis, given_number = string.match(ARGV[8], '^(%d+)-(%d+)$')

local function follows(entry)
  local millis, number = string.match(entry, '^(%d+)-(%d+)$')
  if millis == given_millis then
    return less(given_number, number)
  end
  return less(given_millis, millis)
end

local function posting_in(entry)
  local item = redis.call('XRANGE', TRANSACTIONS, entry, entry)[1]
  local posting = item and find_posting(text_of(item), account)
  if not posting then
    error('an entry of an account is not in the journal')
  end
  work = work + 5 + #text_of(item) / 300
  return posting
end

-- The first of these entries that follows the given one, of those that are not ''; or nil.
local function first_to_follow(...)
  for _, entry in ipairs({ ... }) do
    if entry ~= '' and follows(entry) then
      return entry
    end
  end
end

local at = ARGV[9]
if at == '' then
  local value = redis.call('HGET', BALANCES, account)
  local balance, last, count, marks
  if value then
    balance, last, count, marks = parse_balance(value)
  else
    last, marks = string.match(redis.call('HGET', CLOSED, account) or '', '^(%S+) %d+(.*)$')
  end
  if not last or not follows(last) then
    return { 'ok', balance or false }
  end
  local of_64, of_4096 = string.match(marks, '^ ?(%S*) ?(%S*)$')
  at = first_to_follow(of_4096, of_64, last)
end

while work < SEARCH_LIMIT do
  local posting = posting_in(at)
  if posting.previous == NONE then
    return { 'ok', false }
  end
  local of_64, of_4096 = string.match(posting.earlier, '^/%d+/?([^/]*)/?(.*)$')
  local next = first_to_follow(of_4096 or '', of_64 or '', posting.previous)
  if not next then
    local before = posting_in(posting.previous)
    return { 'ok', not before.leaves and before.balance }
  end
  at = next
end
return { 'ok', false, at }
