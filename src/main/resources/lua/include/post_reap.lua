-- post_reap: a stage of postJob that lists in `postings` the entry that removes the accounts of the overlay.
local logs = string.find(SETTINGS, 'log', 1, true)
local entry = { o = request, balances = '', removes = true, logs = logs }
for i, name in ipairs(names) do
  local account, n = accounts[name], 3 * i - 3
  entry[n + 1], entry[n + 2], entry[n + 3] = account, negate(account.balance), '0'
  account.deleted = logs and entry
end
postings = { entry }
