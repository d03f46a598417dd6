-- The journal: a stream whose entries hold operation, id, by, reason and postings. An entry's id is its time.
-- Postings are lines "<amount> <balance> <previous entry> <account>". The account comes last because it may contain
-- spaces; it contains no line feed. The previous entry is the one in which the same account was posted before ("-" for
-- none), so the history of an account is a chain through the journal.

-- Appends an entry and returns its id.
local function append_entry(entry, postings)
  return redis.call('XADD', KEY.transactions, '*',
    'operation', entry.operation, 'id', entry.id or '', 'by', entry.by or '', 'reason', entry.reason or '',
    'postings', table.concat(postings, '\n'))
end

-- The postings of an entry: { amount, balance, previous, account } each.
local function postings_of(text)
  local postings = {}
  for line in string.gmatch(text, '[^\n]+') do
    local amount, balance, previous, account = string.match(line, '^(%S+) (%S+) (%S+) (.*)$')
    postings[#postings + 1] = { amount = amount, balance = balance, previous = previous, account = account }
  end
  return postings
end

-- The posting of an account in an entry, or nil.
local function find_posting(text, account)
  for _, posting in ipairs(postings_of(text)) do
    if posting.account == account then
      return posting
    end
  end
  return nil
end

-- The reply for an item of the stream: { entry, operation, id, by, reason, postings }.
local function entry_reply(item)
  local values = item[2]
  return { item[1], values[2], values[4], values[6], values[8], values[10] }
end
