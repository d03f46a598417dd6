-- post_balances: a stage of postJob that posts a page of lines "<kind> <amount> <account>" to balances. The kind is + for an
-- account that was not in the ledger at the instant of the job and enters it; - for one that leaves it; = for any other.
--
-- What has happened since comes on top: a deletion has taken all that the account had, and an account that was changed since
-- stays in the ledger.
local items = {}
for kind, amount, name in string.gmatch(page, '(%S+) (%S+) ([^\n]+)') do
  items[#items + 1] = { kind = kind, amount = amount, name = name }
  add_account(name, accounts, names)
end
--- @include load
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
posted = #items
for _, entry in ipairs({ staying, leaving }) do
  if entry[1] then
    --- @include post
  end
end
