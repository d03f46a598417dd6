-- atomic: the part of decide that applies all operations of the set `request`, or none.
local set = request.operations
local supply_before, entries_before = supply, #entries

-- account -> a copy of it, as it was before the set
local before = {}
local function keep(name)
  local account = name and accounts[name]
  if account and not before[account] then
    local copy = {}
    for key, value in pairs(account) do
      copy[key] = value
    end
    before[account] = copy
  end
end

local function undo()
  for account, copy in pairs(before) do
    account.was_deleted, account.created, account.deleted = nil, nil, nil
    for key, value in pairs(copy) do
      account[key] = value
    end
  end
  for j = #entries, entries_before + 1, -1 do
    entries[j] = nil
  end
  supply = supply_before
end

result = {}
for j = 1, #set do
  local o = set[j]
  keep(o.account)
  keep(o.from)
  keep(o.to)
  local entry, code, field, balance = run(o)
  if not entry then
    undo()
    result = refusal(j, code, field, balance)
    break
  end
  if entry[1] then
    post(entry, request)
  end
  result[j] = entry
end
