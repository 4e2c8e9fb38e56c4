with

source as (

    select * from {{ source('sinarm', 'ocorrencias') }}

),

renamed as (

    select

        ---------- ids
        id as source_id,

        ---------- strings
        upper({{ cleaned_text('uf') }}) as uf,
        {{ cleaned_text('municipio') }} as municipality,
        {{ cleaned_text('especie_arma') }} as weapon_species,
        {{ cleaned_text('marca_arma') }} as brand,
        {{ cleaned_text('calibre_arma') }} as calibre,
        {{ cleaned_text('tipo_ocorrencia') }} as occurrence_type,

        ---------- numerics
        total::bigint as total,

        ---------- booleans
        mais_1000_mil_hab as is_large_municipality,

        ---------- dates
        {{ month_of('ano_ocorrencia', 'mes_ocorrencia') }} as month,

        ---------- timestamps
        dt_carga as loaded_at

    from source

)

select * from renamed
