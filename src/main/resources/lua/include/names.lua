-- names: a stage that adds the accounts of `requests` to the overlay, and lists the operations that change groups in
-- `of_groups`.
local of_groups = {}
for i = 1, #requests do
  local request = requests[i]
  local set = request.operations
  for j = 1, set and #set or 1 do
    local o = set and set[j] or request
    if o.group then
      of_groups[#of_groups + 1] = o
    elseif o.account then
      add_account(o.account, accounts, names)
    else
      add_account(o.from, accounts, names)
      add_account(o.to, accounts, names)
    end
  end
end
