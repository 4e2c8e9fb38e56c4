with

source as (

    select * from {{ source('sinarm', 'portes') }}

),

renamed as (

    select

        ---------- ids
        id as source_id,

        ---------- strings
        upper({{ cleaned_text('uf') }}) as uf,
        {{ cleaned_text('municipio') }} as municipality,
        {{ cleaned_text('tipo') }} as permit_type,
        {{ cleaned_text('status') }} as status,
        {{ cleaned_text('abrangencia') }} as permit_scope,
        {{ cleaned_text('especie_arma') }} as weapon_species,
        {{ cleaned_text('marca_arma') }} as brand,
        {{ cleaned_text('calibre_arma') }} as calibre,
        upper({{ cleaned_text('sexo') }}) as gender,

        ---------- numerics
        total::bigint as total,

        ---------- dates
        {{ month_of('ano_emissao', 'mes_emissao') }} as month,

        ---------- timestamps
        dt_carga as loaded_at

    from source

)

select * from renamed
