-- undo: the part of decide that undoes the operations of a set up to the one that is refused. Entries of requests before
-- the set may name the same accounts, so these are changed and not replaced.
for name, copy in pairs(kept) do
  local account = accounts[name]
  account.was_deleted, account.created, account.deleted = nil, nil, nil
  for key, value in pairs(copy) do
    account[key] = value
  end
end
supply = supply_before
for k = #entries, entries_before + 1, -1 do
  if entries[k].group then
    --- @include undo_group
  end
  entries[k] = nil
end
