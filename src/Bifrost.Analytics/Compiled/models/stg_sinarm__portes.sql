with

source as (

    select * from "raw"."portes"

),

renamed as (

    select

        ---------- ids
        id as source_id,

        ---------- strings
        upper(nullif(btrim(uf), '')) as uf,
        nullif(btrim(municipio), '') as municipality,
        nullif(btrim(tipo), '') as permit_type,
        nullif(btrim(status), '') as status,
        nullif(btrim(abrangencia), '') as permit_scope,
        nullif(btrim(especie_arma), '') as weapon_species,
        nullif(btrim(marca_arma), '') as brand,
        nullif(btrim(calibre_arma), '') as calibre,
        upper(nullif(btrim(sexo), '')) as gender,

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
