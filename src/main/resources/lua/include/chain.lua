-- The chain of an account (include/journal.lua), searched from its last entry back.

--- @include amount
--- @include balances
--- @include journal

-- The most that one call reads for a search, in the unit of WORK_LIMIT.
local SEARCH_LIMIT = 1000

--- @include follows

-- What was trimmed of the journal (trimJournal.lua): "<its first entry> <number of entries> <last of them>"; false for nothing,
-- and until it is asked for: few calls come to the begin of the journal.
local trimmed = false

-- Whether an entry was trimmed, so that the archive alone has it.
local function is_trimmed(entry)
  trimmed = redis.call('HGET', INFO, 'trimmed')
  return trimmed and not follows(entry, string.match(trimmed, '%S+$'))
end

-- The first of these entries that follows the other one, of those that are not ''; or nil.
local function first_to_follow(other, ...)
  for _, entry in ipairs({ ... }) do
    if entry ~= '' and follows(entry, other) then
      return entry
    end
  end
end

-- The last entry of an account, and those of its last postings whose counts are multiples of 64 and of 4,096, '' for none; or
-- nil if it was never in the ledger.
local function chain_of(account)
  local value = redis.call('HGET', BALANCES, account)
  local last, marks
  if value then
    local balance, count
    balance, last, count, marks = parse_balance(value)
  else
    last, marks = string.match(redis.call('HGET', CLOSED, account) or '', '^(%S+) %d+([^\n]*)')
  end
  if last then
    return last, string.match(marks, '^ ?(%S*) ?(%S*)$')
  end
end

-- The posting of an account in an entry that must have one, and the item of the entry; or nil if it was trimmed.
local function posting_in(entry, account)
  local item = redis.call('XRANGE', TRANSACTIONS, entry, entry)[1]
  local posting = item and find_posting(text_of(item), account)
  if not item and is_trimmed(entry) then
    return nil
  elseif not posting then
    error('an entry of an account is not in the journal')
  end
  -- To find one entry among those that a stream keeps together takes longer than to read it.
  work = work + 5 + cost_of(item)
  return posting, item
end

-- The entries 64 and 4,096 postings before this one, '' for none.
local function marks_of(posting)
  local of_64, of_4096 = string.match(posting.earlier, '^/%d+/?([^/]*)/?(.*)$')
  return of_64 or '', of_4096 or ''
end

-- The last entry of an account that does not follow the other one, or -; or nil and where the search goes on, if this call has
-- read enough or the journal was trimmed there. The search begins at the end of the chain, or at an entry that follows, and takes the longest steps.
local function last_up_to(account, other, at)
  if not at then
    local last, of_64, of_4096 = chain_of(account)
    if not last or not follows(last, other) then
      return last or NONE
    end
    at = first_to_follow(other, of_4096, of_64, last)
  end
  repeat
    local posting = posting_in(at, account)
    if not posting then
      return nil, at
    elseif posting.previous == NONE then
      return NONE
    end
    local of_64, of_4096 = marks_of(posting)
    at = first_to_follow(other, of_4096, of_64, posting.previous)
    if not at then
      return posting.previous
    end
  until work >= SEARCH_LIMIT
  return nil, at
end
