-- below: a stage of postJob that adds accounts below the minimum to the overlay: 100 in each step, or of a ledger without a
-- ranking those of about as many that HSCAN finds.
--- @include ranking
local ACCOUNTS_OF_STEP = 100
if is_ranked then
  local count = members_below(MIN)
  local step = math.min(count, ACCOUNTS_OF_STEP)
  for _, member in ipairs(step > 0 and redis.call('ZRANGE', RANKING, 0, step - 1) or {}) do
    add_account(account_of(member), accounts, names)
  end
  is_last = count == step
else
  -- A page of HSCAN is removed whole, so a few more than a step may be. As many balances as one call may read.
  local MAX_READ = 1000
  local read, cursor = 0, job.cursor ~= '' and job.cursor or '0'
  repeat
    local found = redis.call('HSCAN', BALANCES, cursor, 'COUNT', 20)
    cursor = found[1]
    for i = 1, #found[2], 2 do
      if found[2][i] ~= '' and less(parse_balance(found[2][i + 1]), MIN) then
        add_account(found[2][i], accounts, names)
      end
    end
    read = read + #found[2] / 2
  until cursor == '0' or #names >= ACCOUNTS_OF_STEP or read >= MAX_READ
  is_last = cursor == '0'
  job.cursor = cursor
end
posted = #names
job.count = string.format('%.0f', job.done + posted)
