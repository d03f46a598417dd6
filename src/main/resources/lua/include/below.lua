-- below: a stage that adds up to `request.limit` accounts below the minimum to the overlay, and sets `next`, where the step
-- after this one begins, or - if there is none.
if is_ranked then
  local count = members_below(MIN)
  local step = math.min(count, request.limit)
  for _, member in ipairs(step > 0 and redis.call('ZRANGE', RANKING, 0, step - 1) or {}) do
    add_account(account_of(member), accounts, names)
  end
  next = count > step and '0' or NONE
else
  -- A page of HSCAN is removed whole, so a few more than the limit may be. As many balances as one call may read.
  local MAX_READ = 1000
  local read = 0
  repeat
    local page = redis.call('HSCAN', BALANCES, next, 'COUNT', 20)
    next = page[1]
    for i = 1, #page[2], 2 do
      if page[2][i] ~= '' and less(parse_balance(page[2][i + 1]), MIN) then
        add_account(page[2][i], accounts, names)
      end
    end
    read = read + #page[2] / 2
  until next == '0' or #names >= request.limit or read >= MAX_READ
  if next == '0' then
    next = NONE
  end
end
