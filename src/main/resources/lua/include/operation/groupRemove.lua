-- groupRemove: removes members from a group.
local group = groups[o.group]
if not group.is_free then
  code = 'not-a-group'
  break
end
entry = change_members(o, group, false)
