with

source as (

    select * from "raw"."registros"

),

renamed as (

    select

        ---------- ids
        id as source_id,

        ---------- strings
        upper(nullif(btrim(uf), '')) as uf,
        nullif(btrim(municipio), '') as municipality,
        nullif(btrim(status_registro), '') as status,
        nullif(btrim(especie_arma), '') as weapon_species,
        nullif(btrim(marca_arma), '') as brand,
        nullif(btrim(calibre_arma), '') as calibre,
        upper(nullif(btrim(sexo), '')) as gender,
        nullif(btrim(categoria), '') as registration_category,

        ---------- numerics
        total::bigint as total,

        ---------- dates
        case
        when ano_emissao between 1 and 9999 and mes_emissao between 1 and 12
            then make_date(ano_emissao, mes_emissao, 1)
    end as month,

        ---------- timestamps
        dt_carga as loaded_at

    from source

)

select * from renamed
