-- post_balances: a stage of postJob that lists in `postings` the entries of the `items` of a page: one for the accounts that stay
-- in the ledger, and one for those that leave it.
--
-- What has happened since comes on top: a deletion has taken all that the account had, and an account that was changed since
-- stays in the ledger.
local notes_of = {}
for i = 1, #items do
  notes_of[i] = '\0' .. items[i].name
end
local returned, closed = redis.call('HMGET', JOB, unpack(notes_of)), redis.call('HMGET', CLOSED, unpack(names))

local staying, leaving = { o = request, balances = '' }, { o = request, balances = '', removes = true }
for i = 1, #items do
  local item, account = items[i], accounts[items[i].name]
  local last = account.last or closed[i] and string.match(closed[i], '^%S+')
  local has_changed = last and follows(last, job.at)
  local has_left
  if account.balance then
    has_left = item.kind ~= '+' and returned[i] and follows(returned[i], job.at)
  else
    has_left = item.kind ~= '+' or has_changed
  end
  if not has_left then
    local entry = item.kind == '-' and not has_changed and leaving or staying
    local n = #entry
    entry[n + 1], entry[n + 2], entry[n + 3] = account, item.amount, add(account.balance or '0', item.amount)
  end
end
postings = { staying, leaving }
