-- groupAdd: makes accounts members of a group. They need not exist.
if is_token and not stored_definition then
  code = 'not-initialized'
  break
end
local group = groups[o.group]
if not group.is_free then
  code = 'not-a-group'
  break
end
if group.count == 0 and book_count >= string.match(SETTINGS, 'books=(%d+)') + 0 then
  code = 'too-many-books'
  break
end
entry = change_members(o, group, true)
