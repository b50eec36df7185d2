-- 0019 took the empty values out of places that it carried over from the history: a place without a point has none, not nothing.
update case_proposal set data = jsonb_set(data, '{places}', (
    select jsonb_agg('{"territoryCode": null, "latitude": null, "longitude": null}'::jsonb || place order by number)
    from jsonb_array_elements(data->'places') with ordinality as one (place, number)))
  where jsonb_typeof(data->'places') = 'array' and jsonb_array_length(data->'places') > 0;
