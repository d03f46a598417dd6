-- load: a stage that reads the accounts of the overlay, and lists those that do not exist in `absent`.
local absent = {}
local values = #names > 0 and redis.call('HMGET', BALANCES, unpack(names))
for i = 1, #names do
  local account, value = accounts[names[i]], values[i]
  if value then
    local balance, last, count, marks = parse_balance(value)
    account.balance, account.stored, account.last, account.count, account.marks = balance, balance, last, count + 0, marks
  else
    absent[#absent + 1] = account
  end
end
