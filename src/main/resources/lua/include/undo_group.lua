-- undo_group: the part of undo for an entry that changes a group.
local entry = entries[k]
local group, before = entry.group, entry.group.count
for j = 1, #entry.members do
  group.members[entry.members[j]] = not entry.joins
end
group.count = before - (entry.joins and #entry.members or -#entry.members)
book_count = book_count + (group.count > 0 and 1 or 0) - (before > 0 and 1 or 0)
