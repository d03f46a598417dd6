-- id_keys: a stage that lists the operation ids of `requests`, each with its scope as prefix, in `id_keys`.
local id_keys = {}
for i = 1, #requests do
  local request = requests[i]
  if request.id then
    request.key = (request.scope or '') .. request.id
    id_keys[#id_keys + 1] = request.key
  end
end
