-- The journal: a stream of entries, whose ids are their times, in the form that docs/journal.md describes. The first field
-- is named by the form, v1, and holds a line with the operation and a line for each posting,
-- "<amount> <balance> <previous> <account>"; the fields id, scope, by, reason, data and more follow if there are any. Few and short names,
-- because the append-only file repeats them with each entry. The balance is the one after the entry, - if the account has
-- left the ledger. Previous is "<entry>[/<count>[/<entry>[/<entry>]]]": the entry of the account's posting before this
-- one, or -; if the account returns to the ledger, or the count is a multiple of 64, which posting of the account this one
-- is, from 1; and for such a multiple the posting 64 before, for one of 4,096 also the posting 4,096 before, if there are
-- any. So the history of an account is a chain through the journal that can be searched.

-- The most that one call reads, so that no call holds Redis for more than a few milliseconds, however many postings the
-- entries have: an estimate in microseconds. A call reads at least one entry.
local WORK_LIMIT = 2000

-- What this call has read so far, in the same unit.
local work = 0

-- Calls visit with the items of the stream from one id to another, until it returns true or there are no more. Returns
-- whether there are no more. The items are read in small groups, because each may be large.
local function each_entry(command, from, to, visit)
  local items
  repeat
    items = redis.call(command, TRANSACTIONS, from, to, 'COUNT', 10)
    for _, item in ipairs(items) do
      if visit(item) then
        return false
      end
      from = '(' .. item[1]
    end
  until #items < 10
  return true
end

-- The posting in a line: { amount, balance, leaves, previous, earlier, account }, or nil if it is none. Previous is an entry
-- or -, earlier is the text after it. An account that leaves the ledger has a balance of 0.
local function posting_of(line)
  local amount, balance, previous, earlier, account = string.match(line, '^(-?%d+) (-?%d*) ([^ /]+)(%S*) (.+)$')
  local leaves = balance == NONE
  return amount and balance ~= '' and { amount = amount, balance = leaves and '0' or balance, leaves = leaves,
    previous = previous, earlier = earlier, account = account }
end

-- The operation and the postings of an item of the stream; no text for one of another form.
local function text_of(item)
  return item[2][1] == 'v1' and item[2][2] or ''
end

-- The posting of an account in the text of an entry, or nil. Only lines that end as that of the account does are
-- parsed; another account may have a name that ends in the same way after a space.
local function find_posting(text, account)
  local wanted, from = ' ' .. account, 1
  while true do
    local first, last = string.find(text, wanted, from, true)
    if not first then
      return nil
    end
    local after = string.byte(text, last + 1)
    if not after or after == 10 then
      -- What precedes the account in its line is three words of less than 200 bytes each.
      local before = string.match(string.sub(text, math.max(1, first - 600), first - 1), '[^\n]*$')
      local posting = posting_of(before .. wanted)
      if posting and posting.account == account then
        return posting
      end
    end
    from = first + 1
  end
end

-- What it costs to read an item, in the unit of WORK_LIMIT.
local function cost_of(item)
  return 3 + #text_of(item) / 300
end
