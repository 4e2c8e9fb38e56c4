with

source as (

    select * from "raw"."ocorrencias"

),

renamed as (

    select

        ---------- ids
        id as source_id,

        ---------- strings
        upper(nullif(btrim(uf), '')) as uf,
        nullif(btrim(municipio), '') as municipality,
        nullif(btrim(especie_arma), '') as weapon_species,
        nullif(btrim(marca_arma), '') as brand,
        nullif(btrim(calibre_arma), '') as calibre,
        nullif(btrim(tipo_ocorrencia), '') as occurrence_type,

        ---------- numerics
        total::bigint as total,

        ---------- booleans
        mais_1000_mil_hab as is_large_municipality,

        ---------- dates
        case
        when ano_ocorrencia between 1 and 9999 and mes_ocorrencia between 1 and 12
            then make_date(ano_ocorrencia, mes_ocorrencia, 1)
    end as month,

        ---------- timestamps
        dt_carga as loaded_at

    from source

)

select * from renamed
